export type DemoApi = {
  /** The body of the answer; null where there is none. Throws with what the API said. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Sends a file and gives the import's summary. */
  importCsv(path: string, csv: string): Promise<unknown>;
  /** Whether something is there. */
  exists(path: string): Promise<boolean>;
  /** All items of a list of at most 500. */
  items(path: string): Promise<Record<string, unknown>[]>;
};

/** The API as a billing system calls it: over HTTP, with a key. */
export function demoApi({ apiUrl, apiKey, signal }: { apiUrl: string; apiKey: string; signal: AbortSignal }): DemoApi {
  const request = (method: string, path: string, content?: { type: string; body: string }) =>
    fetch(`${apiUrl}${path}`, {
      method,
      signal,
      headers: { authorization: `Bearer ${apiKey}`, ...(content && { 'content-type': content.type }) },
      ...(content && { body: content.body }),
    });
  const call = async (method: string, path: string, content?: { type: string; body: string }) => {
    const response = await request(method, path, content);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return text === '' ? null : (JSON.parse(text) as unknown);
  };
  return {
    call: (method, path, body) =>
      call(method, path, body === undefined ? undefined : { type: 'application/json', body: JSON.stringify(body) }),
    importCsv: (path, csv) => call('POST', path, { type: 'text/csv; charset=utf-8', body: csv }),
    async exists(path) {
      const response = await request('GET', path);
      await response.body?.cancel();
      if (response.ok || response.status === 404) return response.ok;
      throw new Error(`GET ${path} answered ${response.status}`);
    },
    async items(path) {
      const list = recordOf(await call('GET', path)).items;
      return Array.isArray(list) ? list.map(recordOf) : [];
    },
  };
}

/** A JSON object's fields; none for anything else. */
export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function idOf(created: unknown): string {
  if (typeof created === 'object' && created !== null && 'id' in created && typeof created.id === 'string') return created.id;
  throw new Error(`the API answered without an id: ${JSON.stringify(created)}`);
}
