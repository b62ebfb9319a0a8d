import 'server-only';
import { type ErrorDto, ServiceError } from '../services/errors';

/** What a page reads, or why the reader may not: for pages that not every role opens. */
export async function orRefused<T>(
  read: Promise<T>,
): Promise<
  | { readonly data: T; readonly refusal?: undefined }
  | { readonly data?: undefined; readonly refusal: ErrorDto }
> {
  try {
    return { data: await read };
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'FORBIDDEN') return { refusal: error.toDto() };
    throw error;
  }
}
