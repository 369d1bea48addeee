import { type Dialect, plain, send, wrong } from './dialect.ts';

/** IIS does not care about capitals, and people type. */
export const hotMobile: Dialect = {
  name: 'HotMobile',
  matches: ({ path }) => /^\/sendapi\/send\.aspx$/i.test(path),
  read({ parameters: { usr, pwd, number = '', msg = '', flash } }) {
    return send(number, msg, refusedBecause(usr, pwd, number, msg), { flash: flash === '1' });
  },
  accepted: ({ id }) => plain(String(id)),
  refusal: plain('-13'),
  noCredit: plain('-2'),
};

function refusedBecause(user: string | undefined, password: string | undefined, number: string, text: string) {
  if (!user || !password || wrong(user, password)) return plain('-5');
  if (!/^55\d{10,11}$/.test(number)) return plain('-9');
  if (!/^55\d\d9\d{8}$/.test(number)) return hotMobile.refusal;
  return text === '' ? plain('-7') : null;
}
