import type { Words } from './fields.ts';

/** In characters. Long enough without forced signs, as NIST SP 800-63B advises. */
export const passwordLength = { least: 10, most: 128 };

/** What everybody tries first, without the digits and signs that people hang on. */
const common = [
  ...['senha', 'password', 'admin', 'administrador', 'provedor', 'internet', 'regua', 'mudar', 'trocar', 'teste', 'acesso', 'brasil'],
  ...['qwerty', 'qwertyuiop', 'asdfgh', 'abcdef', 'iloveyou', 'welcome', 'letmein', 'flamengo', 'corinthians', 'palmeiras'],
];

/** Why a password is refused, null when it may be used. It must not be what others would guess of this person. */
export function passwordProblem(password: string, person: { email: string; name: string }): Words | null {
  const { least, most } = passwordLength;
  if (password.length < least) return { pt: `no mínimo ${least} caracteres`, en: `at least ${least} characters` };
  if (password.length > most) return { pt: `no máximo ${most} caracteres`, en: `at most ${most} characters` };
  const letters = lettersOf(password);
  const isNear = (word: string) => word.length >= 3 && letters.includes(word) && letters.length - word.length < 4;
  const own = [person.email, person.email.split('@')[0] ?? '', person.name, ...person.name.split(/\s+/)].map(lettersOf);
  if (own.some(isNear)) return { pt: 'algo que não seja o nome nem o e-mail', en: 'something other than name or e-mail' };
  if (new Set(password).size < 5 || isRun(password) || common.some(isNear))
    return { pt: 'algo menos comum, como quatro palavras ao acaso', en: 'something less common, like four random words' };
  return null;
}

function lettersOf(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

/** `1234567890`, `abcdefghij` and the like, forwards or backwards. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((letter, at) => letter.charCodeAt(0) - text.charCodeAt(at));
  return steps.filter((step) => Math.abs(step) === 1).length >= steps.length - 1;
}
