import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @type {import('next').NextConfig} */
const config = {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  turbopack: { root: path.dirname(fileURLToPath(import.meta.url)) },
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
  poweredByHeader: false,
  devIndicators: false,
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
};

export default config;
