// <askfirst-preferences src="…">: a visit to somebody's choices in the page of a company that has signed them in.
// src is the link of a visit, or an address of the page's own site that answers a POST with {"url": link}.
customElements.define('askfirst-preferences', class extends HTMLElement {
  async connectedCallback() {
    const src = new URL(this.getAttribute('src'), location.href);
    let link = src;
    if (src.origin === location.origin) {
      const answer = await fetch(src, { method: 'POST', headers: { Accept: 'application/json' } });
      if (!answer.ok) return this.dispatchEvent(new CustomEvent('askfirst-failed', { bubbles: true }));
      link = new URL((await answer.json()).url);
    }
    const frame = document.createElement('iframe');
    frame.title = this.getAttribute('label') || 'Askfirst';
    frame.style.cssText = 'border:0;width:100%;height:40rem';
    this.heard = event => {
      const height = event.data && event.data.askfirstHeight;
      if (event.source === frame.contentWindow && event.origin === link.origin && height > 0) {
        frame.style.height = Math.ceil(height) + 'px';
      }
    };
    addEventListener('message', this.heard);
    frame.src = link.href;
    this.replaceChildren(frame);
  }
  disconnectedCallback() {
    removeEventListener('message', this.heard);
  }
});
