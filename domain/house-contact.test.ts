import { expect, test } from 'vitest';
import { isCnpj } from './cnpj.ts';
import { isHousePhone, isPostalCode, isWebsite } from './house-contact.ts';

const kinds = {
  cnpj: {
    is: isCnpj,
    taken: ['04.746.638/0001-27', '04746638000127', '12.ABC.345/01DE-35', '12abc34501de35'],
    refused: ['123', '04.746.638/0001-28', '12.ABC.345/01DE-34', '00.000.000/0000-00', '123.456.789-09', 'isento'],
  },
  'postal code': { is: isPostalCode, taken: ['79000-000', '79000000', '79.000-000'], refused: ['x', '7900-000', '790000000'] },
  phone: {
    is: isHousePhone,
    taken: ['(67) 2222-3333', '+55 67 99999-1234', '3333-4445', '4004-1234', '0800 123 4567', '0800 123456', '0300-789-1234', '10331'],
    refused: ['abc', '1', '12', '67 1234-567', '(99) 0000-0000', 'ligue (67) 2222-3333'],
  },
  website: {
    is: isWebsite,
    taken: ['www.brbyte.com', 'netsul.com.br/cliente', 'https://central.netsul.net', 'http://netsul.com:8080/', 'provedorção.com.br'],
    refused: ['não é site', 'netsul', 'ftp://netsul.com', 'contato@netsul.com', 'javascript:alert(1)', '10.0.0.1', 'http://'],
  },
};

test.each(Object.entries(kinds))('a %s of a house is told from what is none', (_, { is, taken, refused }) => {
  expect(taken.filter((text) => !is(text))).toEqual([]);
  expect(refused.filter(is)).toEqual([]);
});
