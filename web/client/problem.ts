/** One field that was refused, as the API tells it. */
export type FieldRefusal = { path: string; message: string; expected: string };

/** Why a call brought no answer; `code` is the API's, `connection-lost` when nothing came back, `answer-lost` when that was an order. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields: FieldRefusal[];

  constructor(status: number, code: string, detail: string, fields: FieldRefusal[] = []) {
    super(detail === '' ? code : detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.fields = fields;
  }
}

export function lostConnection(): ApiProblem {
  return new ApiProblem(0, 'connection-lost', '');
}

/** Nobody knows whether the order was carried out. */
export function lostAnswer(): ApiProblem {
  return new ApiProblem(0, 'answer-lost', '');
}

/** Reads an RFC 9457 answer; what is none (a proxy's page) keeps its status alone. */
export async function problemOfAnswer(answer: { status: number; json(): Promise<unknown> }): Promise<ApiProblem> {
  const body: unknown = await answer.json().catch(() => null);
  if (!isRecord(body) || typeof body.code !== 'string') return new ApiProblem(answer.status, 'no-answer', '');
  const errors = Array.isArray(body.errors) ? body.errors.filter(isRecord) : [];
  const fields = errors.map(({ path, message, expected }) => ({
    path: String(path),
    message: String(message),
    expected: String(expected),
  }));
  return new ApiProblem(answer.status, body.code, String(body.detail ?? ''), fields);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
