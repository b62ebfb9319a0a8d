import { describe, expect, it } from 'vitest';
import { type ClusterId, clusterIdOf } from './cluster-id';
import type { Spec } from './spec';

const ENDPOINT = 'My-Cluster.abc123.ap-southeast-2.redshift.amazonaws.com';

describe('clusterIdOf', () => {
  it.each<[Spec, object]>([
    [
      { cluster_id: 'c', host: '10.1.2.3' },
      { source: 'spec', id: 'c' },
    ],
    [
      { cluster_id: '', host: ENDPOINT },
      { source: 'spec', id: '' },
    ],
    [{ cluster_id: 'c' }, { source: 'spec', id: 'c' }],
    [{ cluster_id: null, host: ENDPOINT }, { source: 'none' }],
    [{ cluster_id: 'c', host: 5 }, { source: 'none' }],
    [{ cluster_id: 'c', host: null }, { source: 'none' }],
    [{}, { source: 'none' }],
    [{ host: ENDPOINT }, { source: 'host-label', id: 'My-Cluster' }],
    [{ host: `${ENDPOINT}.cn`.toLowerCase() }, { source: 'host-label', id: 'my-cluster' }],
    [{ host: '10.1.2.3' }, { source: 'host-label', id: '10', guess: 'ip' }],
    [{ host: '2001:db8::1' }, { source: 'host-label', id: '2001:db8::1', guess: 'ip' }],
    [{ host: 'localhost' }, { source: 'host-label', id: 'localhost', guess: 'custom-name' }],
    [{ host: '' }, { source: 'host-label', id: '', guess: 'custom-name' }],
    [{ host: 'dwh.example.com' }, { source: 'host-label', id: 'dwh', guess: 'custom-name' }],
    [
      { host: 'vpce-0a1b-xyz.vpce-svc-0c2d.ap-southeast-2.vpce.amazonaws.com' },
      { source: 'host-label', id: 'vpce-0a1b-xyz', guess: 'privatelink' },
    ],
    [
      { host: 'dwh-endpoint-bfqkqu9b8zbv1v0x6cec.abc123.us-west-2.redshift.amazonaws.com' },
      { source: 'host-label', id: 'dwh-endpoint-bfqkqu9b8zbv1v0x6cec', guess: 'privatelink' },
    ],
  ])('of %j is %j', (spec, expected) => {
    expect(clusterIdOf(spec)).toEqual(expected);
  });

  it.each<[Spec, ClusterId]>([
    [
      { host: 'wg.123456789012.us-east-1.redshift-serverless.amazonaws.com' },
      { source: 'host-label', id: 'wg' },
    ],
    [
      { host: 'wg.x', workgroup: 'other', cluster_id: 'c' },
      { source: 'spec', id: 'other' },
    ],
    [
      { host: 'dwh.abc123.us-west-2.redshift.amazonaws.com' },
      { source: 'host-label', id: 'dwh', guess: 'custom-name' },
    ],
    [{ host: 'wg.x', workgroup: null }, { source: 'none' }],
  ])('is the workgroup for Serverless: of %j %j', (spec, expected) => {
    expect(clusterIdOf({ ...spec, type: 'redshift-serverless' })).toEqual(expected);
  });
});
