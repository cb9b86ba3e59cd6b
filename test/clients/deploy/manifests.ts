import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloneRoot } from '../../harness/clone.ts';
import { check, Missing, type Client, type Finding } from '../client.ts';
import { cache, findings, install, program, programsFolder, python, run } from '../toolchain.ts';

const deploy = join(cloneRoot, 'deploy');
const helmVersion = 'helm.sh/helm/v3/cmd/helm@v3.22.0';
/** A helm that was built by `go install` takes the oldest for granted. */
const kubeVersion = ['--kube-version', '1.34.0'];

/** Manifests as they are, against the schemas of Kubernetes. */
export const kubernetes: Client<undefined> = {
  name: 'kubernetes',
  run: async () => {
    const folder = join(deploy, 'kubernetes');
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    return validated(files.map((name) => join(folder, name)));
  },
};

/** The chart: helm's own lint, and what it renders with and without every switch, against the same schemas. */
export const helm: Client<undefined> = {
  name: 'helm',
  run: async () => {
    const command = await helmProgram();
    const chart = join(deploy, 'helm/hostwire');
    const variants: Readonly<Record<string, readonly string[]>> = {
      defaults: [],
      'all-on': ['--set', 'serviceMonitor.enabled=true,collector.storageClass=fast'],
      'all-off': ['--set', 'networkPolicy.enabled=false,agent.enabled=false'],
      'external-clickhouse': [
        '--set',
        'collector.clickhouse.url=http://db:8123,collector.clickhouse.secret=db',
      ],
    };
    const found: Finding[] = [
      await check('helm lint', async () => {
        const { code, stdout } = await run(command, ['lint', '--strict', ...kubeVersion, chart]);
        if (code !== 0) throw new Error(stdout);
      }),
    ];
    const rendered: string[] = [];
    for (const [name, values] of Object.entries(variants)) {
      const args = ['template', 'watch', chart, '--namespace', 'monitoring', ...kubeVersion, ...values];
      const { code, stdout, stderr } = await run(command, args);
      if (code === 0) rendered.push(kept(`${name}.yaml`, stdout));
      else found.push({ check: `helm template, ${name}`, problem: stderr });
    }
    return [...found, ...(await validated(rendered))];
  },
};

/** Compose's own reading of its file; no engine is needed for that. */
export const compose: Client<undefined> = {
  name: 'compose',
  run: async () => [
    await check('compose.yaml is read and complete', async () => {
      const file = join(deploy, 'docker/compose.yaml');
      const env = { HOSTWIRE_CLICKHOUSE_PASSWORD: 'x' };
      const { code, stderr } = await run(program('docker-compose'), ['-f', file, 'config', '-q'], { env });
      if (code !== 0) throw new Error(stderr);
    }),
  ],
};

async function validated(files: readonly string[]): Promise<Finding[]> {
  const script = join(programsFolder, 'python', 'kubernetes_validate_manifests.py');
  return findings(await python('kubernetes-validate'), [script, ...files]);
}

/** Installed, or built from the Go module proxy. Throws Missing. */
async function helmProgram(): Promise<string> {
  try {
    return program('helm');
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    const folder = cache('bin');
    const env = { GOBIN: folder };
    await install('helm', { command: program('go'), args: ['install', helmVersion], env });
    return join(folder, 'helm');
  }
}

function kept(name: string, text: string): string {
  const folder = cache('helm-rendered');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
