/** One input of a gateway's form, as its service describes it. */
export type SettingField = {
  name: string;
  label: string;
  help: string | null;
  kind: 'text' | 'secret' | 'number' | 'boolean' | 'select' | 'rules' | 'headers' | 'mapping';
  options: string[];
  default: unknown;
  required: boolean;
};

const kinds = ['text', 'secret', 'number', 'boolean', 'select', 'rules', 'headers', 'mapping'] as const;

/** Reads a service's fields; one of a kind that this console does not know yet is left to the API. */
export function settingFields(fields: Record<string, unknown>[]): SettingField[] {
  return fields.flatMap((field) => {
    const kind = kinds.find((each) => each === field.kind);
    if (kind === undefined) return [];
    return [
      {
        kind,
        name: String(field.name),
        label: String(field.label),
        help: typeof field.help === 'string' ? field.help : null,
        options: Array.isArray(field.options) ? field.options.map(String) : [],
        default: field.default,
        required: field.required === true,
      },
    ];
  });
}

/** The settings that a new gateway starts with. */
export function startingSettings(fields: SettingField[], laidOver: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...Object.fromEntries(fields.map((field) => [field.name, field.default])), ...laidOver };
}
