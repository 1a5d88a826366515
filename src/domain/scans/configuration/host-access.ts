/** Which capabilities and host paths give a container the host; one table for Compose and Kubernetes. */

/** capabilities(7): each of these is known to lead out of a container or into its kernel. */
export const dangerousCapabilities: ReadonlySet<string> = new Set([
  "ALL",
  "BPF",
  "DAC_READ_SEARCH",
  "MAC_ADMIN",
  "SYS_ADMIN",
  "SYS_BOOT",
  "SYS_MODULE",
  "SYS_PTRACE",
  "SYS_RAWIO",
])

const sockets = /^(?:\/var)?\/run\/(?:docker\.sock|containerd\/containerd\.sock|crio\/crio\.sock|podman\/podman\.sock)$|^\/\/var\/run\/docker\.sock$/

/** The container engine's control socket: whoever holds it is root on the host. */
export function isDockerSocket(path: string): boolean {
  return sockets.test(path)
}

const sensitive =
  /^\/(?:(?:etc|root|proc|sys|boot|dev|home|usr|lib|var|run|var\/run|var\/lib|var\/lib\/(?:docker|kubelet)|etc\/kubernetes|var\/log)\/?)?$/

/** The root of the host, or a folder from which it can be taken over. */
export function isSensitiveHostPath(path: string): boolean {
  return sensitive.test(path)
}
