import { z } from '@hono/zod-openapi';
import type { Session } from '../../db/queries/sessions.ts';
import type { User } from '../../db/queries/users.ts';
import { grants, roles } from '../../domain/permissions.ts';
import { answerInstant, email, id, line } from '../fields.ts';
import { fields } from '../validation.ts';

const rights = {
  role: z.enum(roles),
  grants: z.array(z.enum(grants)).max(grants.length),
  units: z.array(id).min(1).max(1_000).nullable().openapi({ description: 'The units that the person is limited to; null: all of them' }),
};
const lowerEmail = email.transform((text) => text.toLowerCase()).openapi({ type: 'string', format: 'email' });

export const userPost = fields({
  name: line(100),
  email: lowerEmail,
  role: rights.role,
  grants: rights.grants.default([]),
  units: rights.units.default(null),
});

/** A PATCH: what is left out stays. */
export const userPatch = fields({
  name: line(100).optional(),
  email: lowerEmail.optional(),
  role: rights.role.optional(),
  grants: rights.grants.optional(),
  units: rights.units.optional(),
  disabled: z.boolean().optional(),
});

export const userAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    grants: z.array(z.enum(grants)),
    units: z.array(z.string()).nullable(),
    disabled: z.boolean(),
    mustChangePassword: z.boolean(),
    secondFactor: z.boolean(),
    lastSignInAt: answerInstant.nullable(),
    createdAt: answerInstant,
    updatedAt: answerInstant,
  })
  .openapi('User');

const oneTimePassword = z
  .string()
  .nullable()
  .openapi({ description: 'To be told to the person and changed at the first sign-in. Shown this once; null when the answer is repeated' });

export const newUser = userAnswer.extend({ oneTimePassword }).openapi('NewUser');
export const newPassword = z.object({ oneTimePassword }).openapi('OneTimePassword');

export const sessionAnswer = z
  .object({
    id: z.string(),
    createdAt: answerInstant,
    lastUsedAt: answerInstant,
    expiresAt: answerInstant,
    address: z.string().nullable(),
    userAgent: z.string().nullable(),
    current: z.boolean().openapi({ description: 'The session of this very call' }),
  })
  .openapi('Session');
export const sessionList = z.object({ items: z.array(sessionAnswer), nextCursor: z.null() });

/** A person as the API answers one. */
export function userOf({ disabledAt, ...user }: User): z.infer<typeof userAnswer> {
  return { ...user, disabled: disabledAt !== null };
}

/** Sessions as the API answers them. */
export function sessionsOf(sessions: Session[], current: string | undefined): z.infer<typeof sessionList> {
  return { items: sessions.map((session) => ({ ...session, current: session.id === current })), nextCursor: null };
}
