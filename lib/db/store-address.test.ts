import { expect, it } from 'vitest';
import { storeAddress } from './store-address';

it.each([
  ['postgresql://u:p@db.example:6432/store', 'db.example', 6432],
  ['postgresql://u:p@db.example/store', 'db.example', 5432],
  ['postgresql://u:p@[2001:db8::1]:6432/store', '2001:db8::1', 6432],
  ['postgresql://u:p@elsewhere.example:6432/store?host=127.0.0.1', '127.0.0.1', 6432],
  ['postgresql://u:p@elsewhere.example:6432/store?host=10.0.0.1&port=7000', '10.0.0.1', 7000],
  ['postgresql://u:p@/store?host=/var/run/postgresql', '127.0.0.1', 5432],
  ['postgresql://u:p@%2Fvar%2Frun%2Fpostgresql/store', '127.0.0.1', 5432],
])('%s is at %s, port %i', (url, host, port) => expect(storeAddress(url)).toEqual({ host, port }));
