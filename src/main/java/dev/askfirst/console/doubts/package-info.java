/** Which campaigns that are called personal are not: staff see it by sender, before and after that binds anybody. */
package dev.askfirst.console.doubts;
