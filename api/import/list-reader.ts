import { type ImportedListRow, type ListHeader, type ListHeaderProblem, readListHeader, readListLine } from '../../domain/import-lists.ts';
import { type ListColumn, mostListColumns, mostListPhones } from '../../domain/recipient-lists.ts';
import { type FieldProblem, invalidFields, Problem, same } from '../problem.ts';
import type { KindReader } from './readers.ts';

export type ListReader = KindReader<ImportedListRow> & {
  /** The columns of the file, once its header was read. */
  columns(): ListColumn[];
};

/** Reads the file of a list: the phone from the column that is named, or found; every other column is the list's own. */
export function createListReader({ areaCode, phoneColumn }: { areaCode: string | null; phoneColumn: string | null }): ListReader {
  let found: ListHeader | null = null;
  let lines = 0;
  return {
    keyField: 'phone',
    keyOf: ({ phone }) => phone,
    columns: () => (found?.own ?? []).map(({ header, variable }) => ({ header, variable })),
    ofJson() {
      throw new Problem(415, 'unsupported-media-type', {
        pt: 'Uma lista vem em CSV com cabeçalho, não em JSON.',
        en: 'A list comes as CSV with a header, not as JSON.',
      });
    },
    ofTable(headers) {
      const header = readListHeader(headers, phoneColumn);
      if ('kind' in header) throw invalidFields([problemOf(header, headers, phoneColumn)]);
      found = header;
      return {
        ignoredColumns: header.ignored,
        headerOf: (field) => (field === 'phone' ? header.phone.header : field),
        read(cells) {
          lines += 1;
          if (lines > mostListPhones) throw listTooLong();
          return readListLine(cells, header, { areaCode });
        },
      };
    },
  };
}

/** 413: more phones than a list may have. */
export function listTooLong(): Problem {
  const most = mostListPhones.toLocaleString('en');
  return new Problem(413, 'body-too-large', {
    pt: `Uma lista tem no máximo ${most.replace(',', '.')} telefones; divida o arquivo em mais listas. As linhas lidas até aqui estão gravadas.`,
    en: `A list has at most ${most} phones; split the file into more lists. The lines read so far are stored.`,
  });
}

function problemOf(problem: ListHeaderProblem, headers: string[], phoneColumn: string | null): FieldProblem {
  const given = headers.join(';').slice(0, 200);
  switch (problem.kind) {
    case 'phone-missing':
      return {
        path: phoneColumn === null ? 'body' : 'phoneColumn',
        given: phoneColumn ?? given,
        message: { pt: 'não há no cabeçalho a coluna do telefone', en: 'the header lacks the column of the phone' },
        expected: {
          pt: phoneColumn === null ? 'uma coluna Telefone ou Celular, ou phoneColumn com o nome dela' : `uma de ${given}`,
          en: phoneColumn === null ? 'a column Telefone or Celular, or phoneColumn with its name' : `one of ${given}`,
        },
      };
    case 'phone-ambiguous':
      return {
        path: 'phoneColumn',
        given: problem.headers.join(', '),
        message: { pt: 'mais de uma coluna pode ser a do telefone', en: 'more than one column may be that of the phone' },
        expected: {
          pt: `o nome de uma delas: ${problem.headers.join(', ')}`,
          en: `the name of one of them: ${problem.headers.join(', ')}`,
        },
      };
    case 'same-variable':
      return {
        path: 'body',
        given: problem.headers.join(', '),
        message: { pt: `colunas com a mesma variável {${problem.variable}}`, en: `columns of the same variable {${problem.variable}}` },
        expected: {
          pt: 'nomes de coluna que se distinguem por letras e algarismos',
          en: 'names of columns told apart by letters and digits',
        },
      };
    case 'too-many-columns':
      return {
        path: 'body',
        given: String(problem.columns),
        message: { pt: 'colunas demais', en: 'too many columns' },
        expected: same(`≤ ${mostListColumns}`),
      };
  }
}
