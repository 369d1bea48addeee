import { passwordProblem } from '../../domain/password-rules.ts';
import { invalidField } from '../problem.ts';

/** 422 for a password that others would guess of this person. */
export function refusePoorPassword(password: string, person: { email: string; name: string }): void {
  const expected = passwordProblem(password, person);
  if (expected !== null) throw invalidField('password', password, { pt: 'senha fraca', en: 'weak password' }, expected);
}
