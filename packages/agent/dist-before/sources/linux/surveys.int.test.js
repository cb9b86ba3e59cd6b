import { mkdirSync, mkdtempSync, rmSync, rmdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { slowIntervalMs } from "./cadence.js";
import { CgroupGroup } from "./cgroup.js";
import { CgroupTree, cgroupTreeLimits } from "./cgroup-tree.js";
import { LinkGroup } from "./link.js";
import { golden, namedWithLabels, recordedSysRoot } from "./recorded-sys.js";
import { ProcessGroup } from "./process.js";
import { recordedProcRoot } from "./recorded-proc.js";
import { SensorGroup } from "./sensor.js";
let folder;
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hostwire-sys-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
/** A /sys or /proc that is a recorded one, and can become another. */
class RecordedTree {
    root;
    #recordings;
    constructor(host, recorded = recordedSysRoot) {
        this.#recordings = join(recorded, host);
        this.root = join(folder, host);
    }
    show(recording) {
        rmSync(this.root, { force: true });
        symlinkSync(join(this.#recordings, String(recording)), this.root);
    }
    hide() {
        unlinkSync(this.root);
    }
}
/** The readings of the second recording. */
async function secondReadings(tree, surveyor) {
    tree.show(1);
    await surveyor.survey(0);
    tree.show(2);
    const { readings, troubles } = await surveyor.survey(slowIntervalMs);
    expect(troubles).toEqual([]);
    return readings;
}
function namedReadings(readings) {
    const entries = Object.entries(readings);
    return Object.fromEntries(entries.map(([name, reading]) => [name, namedWithLabels(name, reading)]));
}
test('links of a recorded host', async () => {
    const sys = new RecordedTree('links');
    const group = new LinkGroup({ sysRoot: sys.root });
    expect(namedReadings(await secondReadings(sys, group))).toEqual(golden('links'));
    expect(group.resets).toBe(1); // of bond0
    sys.hide();
    expect(await group.survey()).toEqual({ readings: {}, troubles: [] }); // a host without /sys
});
test('sensors of a recorded host', async () => {
    const sys = new RecordedTree('sensors');
    const group = new SensorGroup({ sysRoot: sys.root });
    expect(namedReadings(await secondReadings(sys, group))).toEqual(golden('sensors'));
    sys.hide();
    expect(await group.survey()).toEqual({ readings: {}, troubles: [] });
});
describe('processes', () => {
    const recorded = () => {
        const tree = new RecordedTree('processes', recordedProcRoot);
        return { tree, group: new ProcessGroup({ procRoot: tree.root, passwdFile: join(tree.root, 'passwd') }) };
    };
    test('of a recorded host', async () => {
        const { tree, group } = recorded();
        expect(namedReadings(await secondReadings(tree, group))).toEqual(golden('processes', recordedProcRoot));
        expect(group.resets).toBe(1); // process 900
    });
    test('the first survey has levels and no increments', async () => {
        const { tree, group } = recorded();
        tree.show(1);
        const { process } = namedReadings((await group.survey(0)).readings);
        expect(Object.keys(process)).toHaveLength(20);
        const nothing = { cpu_ms: null, interval_ms: null, read_bytes: null, write_bytes: null };
        expect(process['300']).toEqual({
            ...nothing,
            rss_bytes: 204_800_000,
            threads: 12,
            program: 'a) R (b)',
            user: 'www-data',
        });
    });
    test('after forget the next survey is a baseline', async () => {
        const { tree, group } = recorded();
        tree.show(1);
        await group.survey(0);
        group.forget();
        const { process } = namedReadings((await group.survey(1)).readings);
        expect(process['300']).toMatchObject({ cpu_ms: null, interval_ms: null });
    });
});
describe('cgroups', () => {
    test.each(['cgroups', 'cgroups-container'])('of the recorded host %s', async (host) => {
        const sys = new RecordedTree(host);
        const group = new CgroupGroup({ sysRoot: sys.root });
        expect(namedReadings(await secondReadings(sys, group))).toEqual(golden(host));
        expect(group.resets).toBe(host === 'cgroups' ? 1 : 0); // restarted.service
    });
    test('a host without the unified hierarchy has none, which is no trouble', async () => {
        const sys = new RecordedTree('links');
        sys.show(1);
        expect(await new CgroupGroup({ sysRoot: sys.root }).survey(0)).toEqual({ readings: {}, troubles: [] });
    });
});
describe('cgroup tree', () => {
    const names = async (tree) => (await tree.list()).map(({ path }) => path);
    test('follows cgroups that come and go', async () => {
        const root = join(folder, 'tree');
        mkdirSync(join(root, 'system.slice/a.service'), { recursive: true });
        const tree = new CgroupTree(root);
        expect(await names(tree)).toEqual(['/system.slice', '/system.slice/a.service']);
        mkdirSync(join(root, 'system.slice/b.service'));
        expect(await names(tree)).toContain('/system.slice/b.service');
        // One goes and another comes: the count is the same, and whoever cannot read the one that went says so.
        rmdirSync(join(root, 'system.slice/a.service'));
        mkdirSync(join(root, 'system.slice/c.service'));
        tree.forget('/system.slice/a.service');
        expect(await names(tree)).toEqual(expect.arrayContaining(['/system.slice/b.service', '/system.slice/c.service']));
        expect(await names(tree)).not.toContain('/system.slice/a.service');
    });
    test('ends at its depth', async () => {
        const root = join(folder, 'deep');
        mkdirSync(join(root, 'x.slice/'.repeat(20)), { recursive: true });
        expect(await names(new CgroupTree(root))).toHaveLength(cgroupTreeLimits.maxDepth + 1);
    });
});
//# sourceMappingURL=surveys.int.test.js.map