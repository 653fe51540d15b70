package dev.askfirst.selfservice;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.portable.Elsewhere;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TlsProxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Somebody's way through the pages in a real browser, by TLS. */
public final class Browsing {

    private static final int MOST_TABS = 200;

    private final URI front;
    private final Database database;

    Browsing(URI service, Database database) {
        this.front = TlsProxy.before(service);
        this.database = database;
    }

    /** Somebody with a yes and a no, who reads this language. */
    public static String somebody(String language) {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers", language);
        Acts.grant(ana, "events", language);
        Acts.withdraw(ana, "events");
        Acts.asked(ana);
        return ana;
    }

    /** Where everything on a page comes from. */
    URI front() {
        return front;
    }

    String url(String path) {
        return front.resolve(path).toString();
    }

    void enter(Page page, String contact) {
        page.navigate(url(Permits.link(contact, "orders", "/p/")));
        page.locator("button[name=open][value=yes]").click();
    }

    void prove(Page page) {
        page.locator("button[name=send]").click();
        page.locator("#code").fill(Visiting.digits(database));
        page.locator("form:has(#code) button").click();
    }

    /** Every page and its main states, one after the other; each is looked at under its name. */
    void everyPage(Page page, String contact, Consumer<String> look) {
        var oneClick = Permits.link(contact, "/u/");
        at(page, "/", "home", look);
        at(page, "/enter", "enter", look);
        page.locator("#address").fill("+4915112345678");
        page.locator("main button").click();
        look.accept("no-code");
        at(page, oneClick, "unsubscribe", look);
        at(page, oneClick + "/human", "ask-human", look);
        page.locator("#text").fill("Where is my order?");
        page.locator("main form button").click();
        look.accept("human-asked");
        at(page, Messages.link(contact, "offers") + "?value=less", "useful", look);
        page.locator("button[value=less]").click();
        look.accept("useful-recorded");
        at(page, Permits.link(contact, "/p/"), "link", look);
        at(page, "/p/nothing", "broken", look);
        at(page, "/u/nothing", "broken-stop", look);
        pressed(page, Permits.link(Acts.newcomer(), "orders", "/p/"), "button[name=open]", "link-nobody", look);
        pressed(page, Permits.link(Visiting.somebody(), "/u/"), "main button", "unsubscribed", look);
        page.locator("form[action$=undo] button").click();
        look.accept("undone");
        var asked = "/c/" + Acts.asked(Acts.newcomer());
        at(page, asked, "confirm", look);
        pressed(page, asked, "button[value=yes]", "confirmed", look);
        pressed(page, asked, "button[value=no]", "declined", look);
        at(page, asked, "late", look);
        bring(page, look);
        enter(page, contact);
        look.accept("terms");
        openAll(page);
        look.accept("terms-open");
        page.locator("button[value=P7D]").click();
        look.accept("paused");
        at(page, "/me/times", "times", look);
        page.locator("#day-SUN").uncheck();
        page.locator("main button.stop").click();
        look.accept("times-zone");
        page.locator("#zone").selectOption("Europe/Paris");
        page.locator("button[value=split]").click();
        look.accept("times-two");
        page.locator("select[name=MON-to]").first().selectOption("12:00");
        page.locator("select[name=MON-from]").nth(1).selectOption("14:00");
        page.locator("#own").check();
        page.locator("main button.stop").click();
        look.accept("times-wrong");
        page.locator("select[name=MON-to]").nth(1).selectOption("24:00");
        page.locator("#max").fill("5");
        page.locator("main button.stop").click();
        look.accept("times-saved");
        ToldTexts.personal(contact, ToldTexts.LETTER);
        at(page, "/me/asked", "code", look);
        page.locator("button[name=send]").click();
        look.accept("code-sent");
        page.locator("#code").fill(Visiting.digits(database));
        page.locator("form:has(#code) button").first().click();
        look.accept("asked");
        page.locator("#text").fill(ToldTexts.LETTER);
        page.locator("#compare button").click();
        look.accept("asked-alike");
        page.locator("#text").fill("Hello!");
        page.locator("#compare button").click();
        look.accept("asked-short");
        at(page, "/me/papers", "papers", look);
        page.locator("main li a").first().click();
        look.accept("receipt");
        at(page, "/me/useful", "ratings", look);
        page.locator("input[value='50']").check();
        page.locator("main fieldset button").first().click();
        look.accept("ratings-saved");
        at(page, "/me/hours", "hours", look);
        page.locator("button[value=learn]").click();
        look.accept("hours-learning");
        database.execute("update learned_hours set acts = 30 where person_id = ?", Persons.idOf(contact));
        at(page, "/me/hours", "hours-known", look);
        attention(page, contact, look);
        at(page, "/me/human", "requests", look);
        page.locator("#text").fill("Please call me.");
        page.locator("main form button").first().click();
        look.accept("requested");
        at(page, "/me/deputies", "deputies", look);
        page.locator("#name").fill("Rosa Lind");
        page.locator("input[name=may]").nth(1).check();
        page.locator("input[name=may]").nth(2).check();
        page.locator("main form:has(#name) button").click();
        openAll(page);
        look.accept("deputies-named");
        var deputy = page.locator("main details a").first().getAttribute("href").replaceFirst("^https?://[^/]+", "");
        at(page, deputy, "deputy", look);
        page.locator("button[value=company]").click();
        look.accept("deputy-done");
        at(page, "/me/intents", "intents", look);
        page.locator("#topic").selectOption("offers.bags");
        page.locator("#new form button").first().click();
        look.accept("intent-form");
        page.locator("#some").check();
        page.locator("#words").fill("A bag for the city, not too large.");
        page.locator("#new button.stop").click();
        look.accept("intent-refused");
        page.locator("#some ~ .side input").first().check();
        page.locator("#new button.stop").click();
        look.accept("intent-said");
        at(page, "/me/complaints", "complaints", look);
        page.locator("#text").fill("You wrote to me at night.");
        page.locator("main form button").click();
        look.accept("complained");
        at(page, "/me/papers/erase", "erase", look);
        Persons.hold(Persons.idOf(contact), "a claim");
        at(page, "/me/papers/erase", "held", look);
        at(page, "/me/nothing", "failed", look);
        page.navigate(url("/me"));
        openAll(page);
        page.locator("button[value=yes][aria-pressed=false]").first().click();
        look.accept("agree");
        page.navigate(url("/me"));
        page.locator("button[value=everything]").click();
        look.accept("stopped");
    }

    /** Somebody sets a budget, and something waits. */
    private void attention(Page page, String contact, Consumer<String> look) {
        at(page, "/me/attention", "attention", look);
        page.locator("#amount").check();
        page.locator("#own").fill("2");
        openAll(page);
        page.locator("input[name^=weight]").first().fill("101");
        page.locator("main button.stop").click();
        look.accept("attention-wrong");
        page.locator("input[name^=weight]").first().fill("1");
        page.locator("#topic").selectOption("events");
        page.locator("#points").fill("1");
        page.locator("main button.stop").click();
        Messages.waits(database, contact);
        at(page, "/me/attention", "attention-set", look);
        at(page, "/me/times", "times-attention", look);
    }

    private void pressed(Page page, String path, String button, String name, Consumer<String> look) {
        page.navigate(url(path));
        page.locator(button).first().click();
        look.accept(name);
    }

    private void at(Page page, String path, String name, Consumer<String> look) {
        page.navigate(url(path));
        look.accept(name);
    }

    static void openAll(Page page) {
        page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)");
    }

    static Locator row(Page page, String topic) {
        var title = new Page.LocatorOptions().setHasText(Pattern.compile("^" + topic + "$"));
        return page.locator(".row").filter(new Locator.FilterOptions().setHas(page.locator("h3", title)));
    }

    static Locator button(Locator in, String name) {
        return in.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Whether one would have to scroll sideways. */
    static boolean tooWide(Page page) {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth > window.innerWidth");
    }

    /** The same with text of this size. */
    static boolean tooWide(Page page, String size) {
        return (Boolean) page.evaluate("""
                size => {
                    const root = document.documentElement;
                    root.style.fontSize = size;
                    const wide = root.scrollWidth > window.innerWidth;
                    root.style.fontSize = '';
                    return wide;
                }""", size);
    }

    /** Terms of another installation: a file that is none, the code, a wrong one, and what came of it. */
    private void bring(Page page, Consumer<String> look) {
        var contact = Acts.newcomer();
        at(page, "/me/bring", "bring", look);
        bring(page, contact, "no terms");
        look.accept("bring-wrong");
        bring(page, contact, Elsewhere.document(contact));
        look.accept("bring-code");
        page.locator("#code").fill("000000");
        page.locator("form:has(#code) button").click();
        look.accept("bring-code-wrong");
        page.locator("#code").fill(Visiting.digits(database));
        page.locator("form:has(#code) button").click();
        look.accept("brought");
        page.context().clearCookies();
    }

    private static void bring(Page page, String contact, String file) {
        var bytes = file.getBytes(StandardCharsets.US_ASCII);
        page.locator("#file").setInputFiles(new FilePayload("my-terms.jws", "application/jose", bytes));
        page.locator("#address").fill(contact.replace("mailto:", ""));
        page.locator("main form button").click();
    }

    /** All that a first visit to the page loads, as the service sends it. */
    public static int bytes(Page page) {
        return ((Number) page.evaluate("""
                ['navigation', 'resource'].flatMap(it => performance.getEntriesByType(it))
                    .reduce((sum, it) => sum + it.encodedBodySize, 0)""")).intValue();
    }

    /** Goes on by the tabulator key until this has the focus; a switch is called by its row, such as {@code Events: No}. */
    static void tabTo(Page page, String name) {
        for (var i = 0; i < MOST_TABS; i++) {
            page.keyboard().press("Tab");
            if (focused(page).equals(name)) return;
        }
        throw new AssertionError("the keyboard does not reach `" + name + "`");
    }

    private static String focused(Page page) {
        return (String) page.evaluate("""
                (() => { const it = document.activeElement, row = it.closest('.row h3, .row')?.querySelector('h3');
                  const label = it.labels && it.labels.length ? it.labels[0].innerText : it.innerText;
                  const name = (it.getAttribute('aria-label') || label || '').trim();
                  return it.closest('.switch') ? row.innerText.trim() + ': ' + name : name; })()""");
    }

    /** Presses this with the keyboard alone, and waits for the page to which it leads. */
    static void press(Page page, String name) {
        tabTo(page, name);
        go(page);
    }

    static void go(Page page) {
        page.evaluate("void (document.body.dataset.old = 'yes')");
        page.keyboard().press("Enter");
        page.locator("body:not([data-old]) footer").waitFor();
    }
}
