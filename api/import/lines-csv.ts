import type { ImportLine } from '../../db/queries/imports.ts';
import type { Cell } from '../csv.ts';

const severities = { error: 'Erro', warning: 'Aviso' };

export const lineHeaders = ['Linha', 'Tipo', 'Campo', 'Valor', 'Código', 'Mensagem'];

/** The findings of an import as rows of a table. */
export async function* lineRows(pages: AsyncIterable<ImportLine[]>): AsyncGenerator<Cell[][]> {
  for await (const lines of pages) {
    yield lines.map(({ line, severity, field, value, code, message }) => [line, severities[severity], field, value, code, message]);
  }
}
