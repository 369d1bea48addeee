/** The send activities of a charge that are still running. Not awaited one by one: a waiting send must not deafen the charge. */
export class OpenSends {
  #open = 0;

  /** Counts a send until it ends; `ended` is called then. */
  track(send: Promise<unknown>, ended: () => void): void {
    this.#open += 1;
    const done = () => {
      this.#open -= 1;
      ended();
    };
    send.then(done, done);
  }

  allDone(): boolean {
    return this.#open === 0;
  }
}
