// Sandboxes as the server tells them, for the layout's tests. The cluster's time is NOW.

export const NOW = Date.parse('2026-11-23T12:00:00Z');
const ago = seconds => new Date(NOW - seconds * 1000).toISOString();

export const running = (seconds = 200) => ({ type: 'running', startedAt: ago(seconds) });
export const waiting = (reason, message = '') => ({ type: 'waiting', reason, message });
export const ended = (exitCode, reason, seconds = 8) => ({ type: 'terminated', exitCode, signal: 0, reason, message: '', startedAt: ago(seconds + 1), finishedAt: ago(seconds) });

export function container(name, changes = {}) {
  return { name, image: 'docker.io/library/busybox:1.35', id: '', state: running(), last: null, ready: true, started: true, restarts: 0, command: [], ports: [], mounts: [], ...changes };
}

export function pod(name, changes = {}) {
  return {
    name, uid: `uid-${name}`, phase: 'Running', status: 'Running', reason: '', node: 'node-1', ip: '10.244.1.7', restartPolicy: 'Always', ready: true,
    initContainers: [], containers: [container('app')], volumes: [], conditions: [], owner: null, createdAt: ago(300), deletedAt: null, ...changes,
  };
}

export const node = (name, changes = {}) => ({ name, ready: true, address: '10.89.0.11', podCidr: '10.244.1.0/24', ...changes });

export function sandbox(pods, nodes = [node('node-1'), node('node-2')]) {
  return { namespace: 'learner', version: 1, at: ago(0), nodes, pods, events: [] };
}

export const port = number => ({ name: '', number, protocol: 'TCP' });
export const mount = (volume, path) => ({ volume, path, readOnly: false });

/** Two containers that declare one port: the second crashes and waits for its next try. */
export const clashing = () => pod('web', {
  status: 'CrashLoopBackOff', ready: false,
  containers: [
    container('one', { ports: [port(80)], mounts: [mount('html', '/usr/share/www')] }),
    container('two', { ports: [port(80)], ready: false, restarts: 3, state: waiting('CrashLoopBackOff', 'back-off 40s restarting failed container=two'), last: ended(1, 'Error', 23) }),
  ],
  volumes: [{ name: 'html', kind: 'emptyDir', detail: '' }, { name: 'kube-api-access-x', kind: 'projected', detail: '' }],
});

/** The first init container is done, the second runs, the app waits. */
export const initializing = () => pod('slow', {
  phase: 'Pending', status: 'Init:1/2', ready: false,
  initContainers: [container('fetch', { state: ended(0, 'Completed'), ready: true }), container('check', { state: running(4), ready: false })],
  containers: [container('app', { state: waiting('PodInitializing'), ready: false })],
});

/** Not placed on a node yet. */
export const homeless = () => pod('later', { phase: 'Pending', status: 'Pending', node: '', ip: '', ready: false, containers: [container('app', { state: waiting(''), ready: false })] });
