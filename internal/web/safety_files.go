package web

import (
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/store"
)

// A File is something that stands beside the database on a node's machine, or is
// made there and taken away.
type File struct {
	Name  string     // in the node's folder; "" for what lies elsewhere
	What  locale.Key // says what it is
	Class store.Class
}

// NodeFiles are all the files of a node besides the database itself; sqlite says
// whether that stands in the folder.
func NodeFiles(sqlite bool) []File {
	var all []File
	if sqlite {
		all = append(all, File{"parley.db-wal", "beside.wal", store.M}, File{"parley.db-shm", "beside.shm", store.M})
	}
	return append(all, []File{
		{"secrets.key", "beside.secrets", store.M},
		{"withdrawals", "beside.withdrawals", store.M},
		{"", "beside.backups", store.M},
		{"acme/", "beside.acme", store.P1},
	}...)
}

// A seizedFile is a file in the reader's words.
type seizedFile struct{ Name, Text, Class string }

func (v *visitor) seizedFiles() []seizedFile {
	var all []seizedFile
	for _, f := range v.site.Files {
		all = append(all, seizedFile{f.Name, v.Text(f.What), string(f.Class)})
	}
	return all
}

// backups says how long backups are kept, and who can open one.
func (v *visitor) backups() string { return v.Count("safety.backups", node.BackupDays) }
