import { campaigns as enCampaigns } from './en/campaigns.ts';
import { changes as enChanges } from './en/changes.ts';
import { lists as enLists } from './en/lists.ts';
import { states as enStates } from './en/states.ts';
import { tables as enTables } from './en/tables.ts';
import { campaigns } from './pt-BR/campaigns.ts';
import { changes } from './pt-BR/changes.ts';
import { lists } from './pt-BR/lists.ts';
import { states } from './pt-BR/states.ts';
import { tables } from './pt-BR/tables.ts';
import type { SameKeys } from './same-keys.ts';

const portuguese = { campaigns, changes, lists, states, tables };
const english: SharedWords = { campaigns: enCampaigns, changes: enChanges, lists: enLists, states: enStates, tables: enTables };

/** What the console and the tables that it gives call things by. */
export type SharedWords = Omit<SameKeys<typeof portuguese>, 'tables'> & { readonly tables: TableWords };

/** What a table and its columns are called. */
export type TableWords = {
  readonly [Name in keyof typeof tables]: {
    readonly file: string;
    readonly columns: Readonly<Record<keyof (typeof tables)[Name]['columns'], string>>;
  };
};

/** By the language of whoever reads. The console takes from the files what a page needs, so that nothing else loads with it. */
export const words: Readonly<Record<'pt' | 'en', SharedWords>> = { pt: portuguese, en: english };

/** A text with its variables filled in, as the console fills them. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}
