// Pages opened from a folder may not start a worker from a file, and the search needs one. Here a
// hidden frame of this page takes its place: the worker's script runs in the frame's own global
// scope and exchanges messages as in a worker. On a server the browser's own worker is used.
"use strict";

if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    #deliver;
    #waiting = []; // what is said before the script has run

    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      // Firefox puts another document into a new frame before it says that it has loaded.
      frame.addEventListener("load", () => this.#fill(frame, new URL(address, location)), { once: true });
      document.body.append(frame);
    }

    #fill(frame, address) {
      const inside = frame.contentWindow;
      const told = new inside.EventTarget();
      inside.addEventListener = told.addEventListener.bind(told);
      inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      const script = inside.document.createElement("script");
      script.addEventListener("load", () => {
        this.#deliver = (data) => told.dispatchEvent(new inside.MessageEvent("message", { data }));
        this.#waiting.forEach(this.#deliver);
      });
      script.addEventListener("error", () => this.dispatchEvent(new Event("error")));
      script.src = address;
      inside.document.body.append(script);
    }

    // A worker answers later, never while it is spoken to.
    postMessage(data) {
      if (this.#deliver) setTimeout(this.#deliver, 0, data);
      else this.#waiting.push(data);
    }
  };
}
