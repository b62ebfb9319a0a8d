import type { Metadata } from 'next';
import { IamMigrationPage } from '@/components/iam-migration/iam-migration-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { getRealm } from '@/lib/services/realms/get-realm';
import { cancelTestAction, startTestAction, updateConnectionAction } from '../../connections/actions';
import { checkWorkerAction } from '../../worker-actions';

export const metadata: Metadata = { title: 'Move to IAM' };

export default async function Page({ params }: { params: Promise<{ realm: string }> }) {
  const name = pathParam((await params).realm);
  const { region, workerRoleArns } = await orNotFound(getRealm(await requestContext(), name));
  return (
    <IamMigrationPage
      realm={{ name, region, hasWorkers: workerRoleArns.length > 0 }}
      actions={{
        update: updateConnectionAction,
        startTest: startTestAction,
        cancelTest: cancelTestAction,
        checkWorker: checkWorkerAction,
      }}
    />
  );
}
