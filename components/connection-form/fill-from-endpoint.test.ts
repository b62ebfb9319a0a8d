import { describe, expect, it } from 'vitest';
import { parseEndpoint } from '@/lib/connectors/endpoint';
import { redshift } from '@/lib/connectors/redshift';
import { fillsOf } from './fill-from-endpoint';

function fills(text: string): Record<string, string> {
  const endpoint = parseEndpoint(text);
  if (!endpoint) throw new Error(`no endpoint: ${text}`);
  return Object.fromEntries(fillsOf(redshift, endpoint).map(({ name, value }) => [name, value]));
}

describe('fillsOf', () => {
  it('fills host, port, database and cluster of an endpoint', () => {
    const host = 'shop.abc123.ap-southeast-2.redshift.amazonaws.com';
    expect(fills(`${host}:5439/sales`)).toEqual({
      host,
      port: '5439',
      database: 'sales',
      cluster_id: 'shop',
    });
  });

  it('fills cluster and database of a URL that names no host', () => {
    expect(fills('jdbc:redshift:iam://shop:ap-southeast-2/sales')).toEqual({
      database: 'sales',
      cluster_id: 'shop',
    });
  });

  it('fills the user of a URL and leaves out what is not there', () => {
    expect(fills('jdbc:redshift://db.example.com/sales?user=etl')).toEqual({
      host: 'db.example.com',
      database: 'sales',
      user: 'etl',
    });
  });
});
