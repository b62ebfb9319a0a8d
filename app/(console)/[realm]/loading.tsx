export { PageLoading as default } from '@/components/page-states/page-loading';
