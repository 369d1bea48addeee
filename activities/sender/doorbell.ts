/** Lets several wait for the next ring, each no longer than it wants. */
export class Doorbell {
  #waiting = new Set<(rung: boolean) => void>();

  ring(): void {
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const wake of waiting) wake(true);
  }

  /** True when it rang, false when `ms` were over first. */
  wait(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const wake = (rung: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve(rung);
      };
      const timer = setTimeout(() => wake(false), ms);
      this.#waiting.add(wake);
    });
  }
}
