import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the firmware says of each cloud: an attribute of /sys/class/dmi/id, and what it begins with. */
const signs: readonly (readonly [cloud: string, attribute: string, begins: string])[] = [
  ['aws', 'sys_vendor', 'Amazon EC2'],
  ['aws', 'bios_vendor', 'Amazon EC2'],
  ['aws', 'bios_version', '4.11.amazon'], // instances on Xen
  ['gcp', 'product_name', 'Google Compute Engine'],
  ['azure', 'chassis_asset_tag', '7783-7084-3265-9085-8269-3286-77'], // of Azure; Hyper-V elsewhere has another
  ['oracle', 'chassis_asset_tag', 'OracleCloud.com'],
  ['alibaba', 'sys_vendor', 'Alibaba Cloud'],
  ['tencent', 'sys_vendor', 'Tencent Cloud'],
  ['digitalocean', 'sys_vendor', 'DigitalOcean'],
  ['hetzner', 'sys_vendor', 'Hetzner'],
  ['linode', 'sys_vendor', 'Linode'],
  ['linode', 'sys_vendor', 'Akamai'],
  ['vultr', 'sys_vendor', 'Vultr'],
  ['scaleway', 'sys_vendor', 'Scaleway'],
  ['upcloud', 'sys_vendor', 'UpCloud'],
  ['exoscale', 'product_name', 'Exoscale'],
  ['openstack', 'product_name', 'OpenStack'],
  ['openstack', 'chassis_asset_tag', 'OpenStack'],
  ['cloudstack', 'product_name', 'CloudStack'],
];

/** Which cloud this host is of, reported without asking the network; '' when none is known. Never rejects. */
export async function readCloud(sysRoot = '/sys'): Promise<string> {
  const attributes = [...new Set(signs.map(([, attribute]) => attribute))];
  const texts = await Promise.all(
    attributes.map((name) => readFile(join(sysRoot, 'class/dmi/id', name), 'utf8').catch(() => '')),
  );
  const reported = new Map(attributes.map((name, i) => [name, texts[i]!.trim()]));
  return signs.find(([, attribute, begins]) => reported.get(attribute)!.startsWith(begins))?.[0] ?? '';
}
