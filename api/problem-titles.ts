/** Every code that an error of the API may carry, never renamed, with its title. */
export const problemTitles = {
  'malformed-json': { pt: 'O corpo não é JSON', en: 'The body is not JSON' },
  unauthorized: { pt: 'Chave de API ausente ou inválida', en: 'API key missing or not valid' },
  forbidden: { pt: 'A chave de API não permite isto', en: 'The API key does not allow this' },
  'not-found': { pt: 'Não encontrado', en: 'Not found' },
  'method-not-allowed': { pt: 'Método não permitido', en: 'Method not allowed' },
  'body-too-large': { pt: 'Corpo grande demais', en: 'Body too large' },
  'unsupported-media-type': { pt: 'Tipo de conteúdo não aceito', en: 'Content type not accepted' },
  'invalid-field': { pt: 'Campo inválido', en: 'Field not valid' },
  'idempotency-mismatch': { pt: 'Idempotency-Key já usada com outro pedido', en: 'Idempotency-Key already used with another request' },
  'idempotency-running': { pt: 'O primeiro pedido ainda está em andamento', en: 'The first request is still running' },
  stale: { pt: 'Versão mais antiga que a guardada', en: 'Version older than the stored one' },
  'name-taken': { pt: 'Nome já usado', en: 'Name already taken' },
  'in-use': { pt: 'Em uso', en: 'In use' },
  'service-off': { pt: 'Serviço desabilitado', en: 'Service switched off' },
  'no-gateway': { pt: 'Nenhum gateway para enviar', en: 'No gateway to send with' },
  'charge-not-open': { pt: 'A cobrança não está aberta', en: 'The charge is not open' },
  'payment-mismatch': { pt: 'Pagamento já registrado com outros valores', en: 'Payment already recorded with other values' },
  'nothing-to-publish': { pt: 'Não há rascunho a publicar', en: 'There is no draft to publish' },
  'webhook-off': { pt: 'Webhook desabilitado', en: 'Webhook switched off' },
  'secret-key-missing': { pt: 'Falta a chave que guarda credenciais', en: 'The key that seals credentials is missing' },
  unavailable: { pt: 'Temporariamente indisponível', en: 'Temporarily unavailable' },
  internal: { pt: 'Falha interna', en: 'Internal fault' },
} as const;

export type ProblemCode = keyof typeof problemTitles;
