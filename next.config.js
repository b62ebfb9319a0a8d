import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DATA_POLICY, STATIC_HEADERS } from './lib/http/security-headers.js';

const STYLES = './scripts/cloudscape-styles.cjs';

/** @type {import('next').NextConfig} */
const config = {
  turbopack: {
    root: path.dirname(fileURLToPath(import.meta.url)),
    rules: {
      'cloudscape.css': { loaders: [STYLES] },
      '*.scoped.css': { loaders: [STYLES], as: '*.js' },
    },
  },
  serverExternalPackages: [
    'pg',
    'pg-boss',
    'pino',
    'prom-client',
    '@prisma/client',
    '@prisma/adapter-pg',
    '@prisma/driver-adapter-utils',
    '@prisma/schema-engine-wasm',
  ],
  // `npm run check` and `npm test` check the types, once for all of the project: a start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  devIndicators: false,
  // In development Next.js tells of requests with their whole path, and one-time links are secrets.
  logging: { incomingRequests: { ignore: [/\/set-(up|password)\//] } },
  headers: async () => [
    { source: '/:path*', headers: STATIC_HEADERS },
    { source: '/api/:path*', headers: [{ key: 'Content-Security-Policy', value: DATA_POLICY }] },
  ],
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
};

export default config;
