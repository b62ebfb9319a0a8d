'use client';

export { AuthError as default } from '@/components/page-states/rare-pages';
