/** Who sits at the host's terminals. */
export interface HostUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

export const ROOT: HostUser = { name: "root", uid: 0, gid: 0, home: "/root" };
export const STUDENT: HostUser = { name: "student", uid: 1000, gid: 1000, home: "/home/student" };
