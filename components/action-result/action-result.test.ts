import { describe, expect, it } from 'vitest';
import { callAction } from './action-result';

describe('callAction', () => {
  it('says what the schema of an action finds, and at which field', async () => {
    const email = 'This is no complete e-mail address.';
    const action = async () => ({
      validationErrors: {
        _errors: [],
        email: { _errors: [email] },
        grants: { 0: { role: { _errors: ['x'] } } },
      },
    });
    expect(await callAction(action, {})).toEqual({
      ok: false,
      error: {
        code: 'INVALID_INPUT',
        message: `${email} x`,
        hint: expect.stringContaining('nothing was changed'),
        problems: [
          { path: 'email', message: email },
          { path: 'grants.0.role', message: 'x' },
        ],
      },
    });
  });

  it('says that the page may be old where nothing is answered that it knows', async () => {
    const result = await callAction(async () => ({}), {});
    expect(result).toMatchObject({ ok: false, error: { hint: expect.stringContaining('reload the page') } });
  });
});
