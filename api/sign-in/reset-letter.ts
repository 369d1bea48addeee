import { randomUUID } from 'node:crypto';
import type { Letter } from './mailer.ts';

/** Minutes that a code of such a letter is good for. */
export const resetCodeMinutes = 30;

/** Page of the console where the code is taken. */
const page = '/nova-senha';

/** What somebody gets who forgot the password. A link only where the address of the console is set: that of the request may be forged. */
export function resetLetter(person: { name: string; email: string }, code: string, publicUrl: URL | null): Letter {
  const link = publicUrl && new URL(`${page}?${new URLSearchParams({ codigo: code })}`, publicUrl).href;
  const text = [
    `Olá, ${person.name}.`,
    'Alguém pediu uma nova senha da Régua para este e-mail.',
    link === null ? `Para escolhê-la, informe este código na tela de entrada: ${code}` : `Para escolhê-la, abra: ${link}`,
    `Vale por ${resetCodeMinutes} minutos, uma vez só. Se não foi você, ignore este e-mail: nada mudou.`,
  ].join('\n\n');
  return { id: randomUUID(), to: person.email, subject: 'Régua: nova senha', text };
}
