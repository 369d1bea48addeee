/** Something the person at the terminal can put right; the message says what happened and what to do. */
export class StackProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StackProblem';
  }
}
