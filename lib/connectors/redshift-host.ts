/** What the DNS name of an Amazon Redshift endpoint says about itself. */
export type RedshiftHost =
  | {
      readonly kind: 'cluster' | 'vpc-endpoint';
      /** The cluster id, or the name of the Redshift-managed VPC endpoint, in lower case as AWS keeps it. */
      readonly name: string;
      readonly region: string;
    }
  | {
      readonly kind: 'workgroup';
      readonly name: string;
      readonly account: string;
      readonly region: string;
    };

const CLUSTER = /^([a-z0-9-]+)\.[a-z0-9]+\.([a-z0-9-]+)\.redshift\.amazonaws\.com(?:\.cn)?\.?$/;
const WORKGROUP = /^([a-z0-9-]+)\.(\d{12})\.([a-z0-9-]+)\.redshift-serverless\.amazonaws\.com(?:\.cn)?\.?$/;

/** AWS names a Redshift-managed VPC endpoint `<name>-endpoint-<random>` under the same domain as the clusters. */
const MANAGED_VPC_ENDPOINT = /-endpoint-[a-z0-9]{12,}$/;

/** Reads the endpoint names AWS hands out for clusters and workgroups; undefined for any other host. */
export function redshiftHostOf(host: string): RedshiftHost | undefined {
  const lower = host.toLowerCase();
  const [, name = '', region = ''] = CLUSTER.exec(lower) ?? [];
  if (name !== '') {
    return { kind: MANAGED_VPC_ENDPOINT.test(name) ? 'vpc-endpoint' : 'cluster', name, region };
  }
  const [, workgroup = '', account = '', workgroupRegion = ''] = WORKGROUP.exec(lower) ?? [];
  if (workgroup !== '') return { kind: 'workgroup', name: workgroup, account, region: workgroupRegion };
  return undefined;
}

/** Whether the host names an endpoint of Redshift Serverless, also one of an unknown partition. */
export function isServerlessHost(host: string): boolean {
  return host.toLowerCase().includes('.redshift-serverless.');
}
