import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createUserSql,
  disablePasswordSql,
  draftForIam,
  type IamDraft,
  isIamCandidate,
} from './draft-for-iam';
import { formSchema } from './form-schema';
import { loginMethodOf } from './login-method';
import { redshift } from './redshift';
import type { Spec } from './spec';

const WORKER = 'arn:aws:iam::123456789012:role/lava-dev-worker';
const realm = { name: 'dev', passwordDuration: '30m', workerRoleArns: [WORKER] };
const WORKGROUP = 'wg-1.123456789012.us-east-1.redshift-serverless.amazonaws.com';
const HOST = 'shop.abc123.ap-southeast-2.redshift.amazonaws.com';
const SSM: Spec = {
  conn_id: 'reporting/finance',
  type: 'redshift',
  enabled: true,
  host: HOST,
  port: 5439,
  database: 'sales',
  user: 'reporting',
  password: '/lava/dev/reporting/password',
};

function ready(spec: Spec, clusterId?: string): Extract<IamDraft, { state: 'ready' }> {
  const draft = draftForIam(spec, { realm, ...(clusterId && { clusterId }) });
  if (draft.state !== 'ready') throw new Error(JSON.stringify(draft));
  return draft;
}

function obstacles(spec: Spec): string[] {
  const draft = draftForIam(spec, { realm });
  return draft.state === 'blocked' ? draft.obstacles.map(({ field }) => field) : [];
}

describe('isIamCandidate', () => {
  it.each<[boolean, Spec]>([
    [true, SSM],
    [true, { ...SSM, type: 'Redshift' }],
    [true, { ...SSM, type: 'redshift-serverless' }],
    [false, { ...SSM, type: 'postgres-rds' }],
    [false, { ...SSM, password: '' }],
    [false, { ...SSM, secret_id: '/lava/dev/s' }],
    [false, { conn_id: 'x', type: 'redshift', host: HOST }],
  ])('is %s for %o', (expected, spec) => {
    expect(isIamCandidate(spec)).toBe(expected);
  });
});

describe('draftForIam', () => {
  it('takes the password away, lets credentials live as the realm has it and requires TLS', () => {
    const { draft, changes, login, back } = ready(SSM);
    const { password: _, ...rest } = SSM;
    expect(draft).toEqual({ ...rest, password_duration: '30m', ssl: true });
    expect(changes).toEqual([
      { field: 'password', before: '/lava/dev/reporting/password' },
      { field: 'password_duration', after: '30m' },
      { field: 'ssl', after: true },
    ]);
    expect(login).toEqual({ at: 'cluster', user: 'reporting', clusterId: 'shop' });
    expect(back).toEqual(SSM);
  });

  it('leaves what is right already', () => {
    const { changes } = ready({ ...SSM, ssl: true, password_duration: '1h' });
    expect(changes.map(({ field }) => field)).toEqual(['password']);
    expect(ready({ ...SSM, password_duration: '5m' }).draft.password_duration).toBe('30m');
  });

  it('asks for the cluster where the host does not tell it', () => {
    expect(draftForIam({ ...SSM, host: '10.1.2.3' }, { realm })).toEqual({
      state: 'needs-cluster',
      guess: 'ip',
      host: '10.1.2.3',
    });
    expect(ready({ ...SSM, host: 'db.example.com' }, 'shop').draft.cluster_id).toBe('shop');
    expect(ready({ ...SSM, host: 'db.example.com', cluster_id: 'own' })).toMatchObject({
      login: { clusterId: 'own' },
    });
    expect(draftForIam({ ...SSM, host: 'db.example.com' }, { realm, clusterId: 'No Cluster' })).toMatchObject(
      {
        state: 'blocked',
        obstacles: [{ field: 'cluster_id' }],
      },
    );
  });

  it.each<[string[], Spec]>([
    [['user'], { ...SSM, user: '' }],
    [['user'], { ...SSM, user: 'PUBLIC' }],
    [['user', 'database'], { ...SSM, user: undefined, database: 'a b' }],
    [['workgroup'], { ...SSM, type: 'redshift-serverless', host: 'db.example.com' }],
    [['database'], { ...SSM, host: WORKGROUP, database: '' }],
    [['subtype'], { ...SSM, subtype: 'pygresql' }],
    [['password'], { ...SSM, password: undefined, secret_id: '/lava/dev/s' }],
  ])('is blocked at %j', (fields, spec) => {
    expect(obstacles(JSON.parse(JSON.stringify(spec)))).toEqual(fields);
  });

  it('gives a workgroup the type it needs, and tells as whom it then logs in', () => {
    const { draft, changes, login, back } = ready({ ...SSM, host: WORKGROUP, cluster_id: 'wg-1' });
    const { password: _, user: _user, ...rest } = SSM;
    expect(draft).toEqual({
      ...rest,
      type: 'redshift-serverless',
      host: WORKGROUP,
      password_duration: '30m',
      ssl: true,
    });
    expect(changes.map(({ field }) => field).sort()).toEqual(
      ['cluster_id', 'password', 'password_duration', 'ssl', 'type', 'user'].sort(),
    );
    expect(login).toEqual({
      at: 'workgroup',
      user: { from: 'worker', users: ['IAMR:lava-dev-worker'] },
      before: 'reporting',
    });
    expect(back).toMatchObject({ type: 'redshift', user: 'reporting', password: SSM.password });
    const role = 'arn:aws:iam::210987654321:role/share-reader';
    const own = {
      ...SSM,
      type: 'redshift-serverless',
      host: 'db.example.com',
      workgroup: 'wg-1',
      role_arn: role,
    };
    expect(ready(own)).toMatchObject({
      draft: { workgroup: 'wg-1', role_arn: role },
      login: { user: { from: 'role_arn', user: 'IAMR:share-reader' } },
    });
    expect(createUserSql('IAMR:share-reader')).toBe('CREATE USER "IAMR:share-reader" PASSWORD DISABLE;');
  });

  it('keeps unknown and own fields, and writes clean values', () => {
    const { draft, back } = ready({ ...SSM, type: 'Redshift', port: '5439', timeout: 30, 'x-team': 'bi' });
    expect(draft).toMatchObject({ type: 'redshift', port: 5439, timeout: 30, 'x-team': 'bi' });
    expect(back).toMatchObject({ password: SSM.password, timeout: 30 });
  });

  it('never shows a password that stands in the spec, and does not offer to put it back', () => {
    const { changes, back } = ready({ ...SSM, password: 'Tr0ub4dor&3xyz' });
    expect(JSON.stringify(changes)).not.toContain('Tr0ub4dor');
    expect(back).toBeNull();
  });

  it('is always a spec that forms may write, and logs in with IAM', () => {
    const anySpec = fc.record(
      {
        host: fc.oneof(fc.constant(HOST), fc.string(), fc.integer()),
        port: fc.oneof(fc.integer(), fc.string()),
        user: fc.oneof(fc.constant('etl'), fc.string()),
        database: fc.oneof(fc.constant('sales'), fc.jsonValue()),
        enabled: fc.jsonValue(),
        ssl: fc.jsonValue(),
        cluster_id: fc.oneof(fc.constant('shop'), fc.jsonValue()),
        password_duration: fc.oneof(fc.constant('15m'), fc.jsonValue()),
      },
      { requiredKeys: ['host', 'user', 'database'] },
    );
    fc.assert(
      fc.property(anySpec, (part) => {
        const spec = { ...SSM, ...part };
        const result = draftForIam(spec, { realm });
        if (result.state !== 'ready') return;
        expect(formSchema(redshift, { realm: 'dev', existing: spec }).safeParse(result.draft).success).toBe(
          true,
        );
        expect(loginMethodOf(result.draft)).toBe('iam');
      }),
    );
  });
});

describe('the SQL', () => {
  it('quotes what is no plain name', () => {
    expect(createUserSql('etl')).toBe('CREATE USER etl PASSWORD DISABLE;');
    expect(createUserSql('Etl.x')).toBe('CREATE USER "Etl.x" PASSWORD DISABLE;');
    expect(disablePasswordSql('etl')).toBe('ALTER USER etl PASSWORD DISABLE;');
  });
});
