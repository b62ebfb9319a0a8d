import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsOf } from './findings';
import { formSchema } from './form-schema';
import { redshiftServerless } from './redshift-serverless';
import { needsServerless, toServerless } from './to-serverless';

const HOST = 'forecasting.210987654321.us-east-1.redshift-serverless.amazonaws.com';
const SPEC = {
  conn_id: 'forecasting',
  type: 'Redshift',
  enabled: true,
  host: HOST,
  port: 5439,
  database: 'analytics',
  user: 'etl',
  cluster_id: 'forecasting',
  ssl: true,
  'x-team': 'supply',
};

describe('needsServerless', () => {
  it('is what the finding says', () => {
    const cases = [
      SPEC,
      { ...SPEC, password: '/lava/dev/x' },
      { ...SPEC, host: 'h.example.com' },
      toServerless(SPEC),
    ];
    for (const spec of cases) {
      const found = findingsOf(spec, {}).some(({ code }) => code === 'SERVERLESS_HOST_ON_REDSHIFT');
      expect(needsServerless(spec)).toBe(found);
    }
    expect(needsServerless(SPEC)).toBe(true);
  });
});

describe('toServerless', () => {
  it('changes the type, drops cluster and user, and keeps the rest in its order', () => {
    expect(Object.entries(toServerless(SPEC))).toEqual([
      ['conn_id', 'forecasting'],
      ['type', 'redshift-serverless'],
      ['enabled', true],
      ['host', HOST],
      ['port', 5439],
      ['database', 'analytics'],
      ['ssl', true],
      ['x-team', 'supply'],
    ]);
  });

  it('makes a spec that the form may write, without grave findings', () => {
    const converted = toServerless(SPEC);
    expect(formSchema(redshiftServerless, { realm: 'dev' }).safeParse(converted).success).toBe(true);
    expect(findingsOf(converted, { realm: 'dev' }).filter(({ severity }) => severity === 'high')).toEqual([]);
  });

  it('takes the cluster for the workgroup only where the host does not tell it', () => {
    const endpoint = { ...SPEC, host: 'wg-endpoint-abc.xyz.us-east-1.redshift-serverless.amazonaws.com' };
    expect(toServerless(endpoint).workgroup).toBe('forecasting');
    expect(toServerless({ ...endpoint, cluster_id: 5 })).not.toHaveProperty('workgroup');
    expect(toServerless(SPEC)).not.toHaveProperty('workgroup');
  });

  it('changes nothing the second time', () => {
    const keys = fc.constantFrom('host', 'workgroup', 'cluster_id', 'user', 'x-a', 'tags');
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue({ maxDepth: 1 })), (fields) => {
        const once = toServerless({ ...SPEC, ...fields });
        expect(toServerless(once)).toEqual(once);
      }),
    );
  });
});
