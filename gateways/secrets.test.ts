import { expect, test } from 'vitest';
import { maskSettings, mergeSecrets, splitSecrets } from './catalogue.ts';
import { generic } from './generic.ts';

const settings = {
  path: '/api?login={u}&token=abc123&to={d}&m={m}',
  headers: { Authorization: 'Bearer xyz', 'X-Key': '{t}', Accept: 'text/plain' },
  user: 'joana',
  password: 'segredo9',
  token: null,
};

test('everything secret is sealed, and what is stored and shown holds none of it', () => {
  const { settings: stored, secrets } = splitSecrets(generic, settings);
  expect(secrets).toEqual({ password: 'segredo9', path: settings.path, 'headers.Authorization': 'Bearer xyz' });
  expect(stored).toEqual({
    path: '/api?login={u}&token=***&to={d}&m={m}',
    headers: { Authorization: '***', 'X-Key': '{t}', Accept: 'text/plain' },
    user: 'joana',
    password: '***',
    token: null,
  });
  expect(maskSettings(generic, settings)).toEqual(stored);
});

test('masked settings sent back keep their secrets; what was typed over counts', () => {
  const { settings: stored, secrets } = splitSecrets(generic, settings);
  expect(mergeSecrets(generic, stored, secrets)).toEqual(settings);
  expect(mergeSecrets(generic, { ...stored, password: 'novo', path: '/x?to={d}&m={m}' }, secrets)).toEqual({
    ...settings,
    password: 'novo',
    path: '/x?to={d}&m={m}',
  });
  expect(mergeSecrets(generic, { ...stored, password: null }, secrets).password).toBeNull();
});
