package pgtest

import (
	"bufio"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// script makes a server in $1 with the programs in $2 and serves until its
// standard input ends, which it does when the process that started it ends.
const script = `
dir=$1 bin=$2
trap '' INT TERM HUP
export LC_ALL=C
"$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --no-locale --no-sync --no-instructions >"$dir/log" 2>&1 || { cat "$dir/log"; rm -rf "$dir"; exit 1; }
"$bin/postgres" -D "$dir/data" -c listen_addresses= -c unix_socket_directories="$dir" -c max_connections=400 \
	-c shared_buffers=64MB -c max_wal_size=512MB -c fsync=on -c synchronous_commit=on >>"$dir/log" 2>&1 &
pid=$!
until [ -S "$dir/.s.PGSQL.5432" ] && "$bin/pg_isready" -q -h "$dir"; do
	kill -0 $pid 2>/dev/null || { cat "$dir/log"; rm -rf "$dir"; exit 1; }
	sleep 0.02
done
echo ready
read _
kill -QUIT $pid
wait $pid
rm -rf "$dir"
`

// start starts a server and returns its URL, or "" where there is none to
// start.
func start() (string, error) {
	bin := programs()
	if bin == "" {
		return "", nil
	}
	dir, err := os.MkdirTemp("", "parley-pg")
	if err != nil {
		return "", err
	}
	cmd := exec.Command("/bin/sh", "-c", script, "sh", dir, bin)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if os.Geteuid() == 0 {
		if cmd.SysProcAttr.Credential, err = notRoot(dir); err != nil {
			return "", err
		}
	}
	cmd.Dir = dir
	if server.life, err = cmd.StdinPipe(); err != nil {
		return "", err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	var said []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() == "ready" {
			where := url.URL{Scheme: "postgres", Path: "/postgres",
				RawQuery: url.Values{"host": {dir}, "user": {"postgres"}}.Encode()}
			return where.String(), nil
		}
		said = append(said, lines.Text())
	}
	cmd.Wait()
	return "", fmt.Errorf("it ended at once: %s", strings.Join(said, "\n"))
}

// programs returns the folder of PostgreSQL's programs, the newest, or "".
func programs() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(real)
		}
	}
	all, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	slices.SortFunc(all, func(a, b string) int { return version(a) - version(b) })
	if len(all) == 0 {
		return ""
	}
	return filepath.Dir(all[len(all)-1])
}

func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	return n
}

// notRoot gives a folder to the user postgres, as whom a server runs where the
// tests are root's: PostgreSQL refuses root.
func notRoot(dir string) (*syscall.Credential, error) {
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, uid, gid)
}
