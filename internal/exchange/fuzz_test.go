package exchange

import (
	"testing"
	"time"
)

// fuzzFile fuzzes one file of a folder whose others are sound: whatever it
// holds is read in reasonable time or refused with an *Error, and what is read
// is written and read back to the same.
func fuzzFile(f *testing.F, file string, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m := memory{file: data}
		if file != commentsFile && file != votesFile {
			m[commentsFile] = []byte(someComments)
			m[votesFile] = []byte(someVotes)
		}
		start := time.Now()
		c, err := Read(m, Options{})
		if took := time.Since(start); took > 10*time.Second {
			t.Fatalf("took %v for %d bytes", took, len(data))
		}
		if err != nil {
			if _, ok := err.(*Error); !ok {
				t.Fatalf("error %v of another kind", err)
			}
			return
		}
		for i := range c.Statements {
			c.Statements[i].Created -= c.Statements[i].Created % 1000
		}
		sameAfterWriting(t, c)
	})
}

func FuzzVotes(f *testing.F) {
	fuzzFile(f, votesFile, someVotes, invertedVotes, "# vote-convention: agree=-1;disagree=+1;pass=0\n"+someVotes,
		"vote_id,user_id,vote_value,timestamp,comment_id\n1,\"a\"\"b\",+1,1403058993627,x\r\n\n", "\xef\xbb\xbfcomment-id,voter-id,vote,important\n1,007,-1,0")
}

func FuzzComments(f *testing.F) {
	fuzzFile(f, commentsFile, someComments,
		"timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,group-informed-consensus,comment-body\n1,1,1,1,0,1,false,true,0.5,\"a, \"\"b\"\"\nc\"\n",
		"timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1403058993,x,1,1,1,0,1,bare, with commas\nand lines\n\n1403058993,x,2,1,1,0,1,\"The EU\" they say\n",
		"comment_text,comment-id\n=x,'=y\n")
}

func FuzzMatrix(f *testing.F) {
	for _, file := range matrixFiles[:1] {
		fuzzFile(f, file, "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n1,,0,2,1,1,1,-1\nx,2,0,1,0,0,0,\n",
			"participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,\"0\"\n\"1\",\"a,b\",0,0,1,1,0,1.0\r\n")
	}
}

// FuzzMatrixAlone is FuzzMatrix where the votes come from the matrix.
func FuzzMatrixAlone(f *testing.F) {
	for _, seed := range []string{
		"participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n1,,0,2,1,1,1,-1\nx,2,0,1,0,0,0,\n",
		"participant,\"0\",x\r\n\"1\",1.0,\n2,,-1", "participant,group-id,n-disagree,n-agree,xid\n1,,0,1,-1\n", "participant,group-id\n1,1\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Read(memory{matrixFiles[0]: data}, Options{})
		if err == nil {
			sameAfterWriting(t, c)
		} else if _, ok := err.(*Error); !ok {
			t.Fatalf("error %v of another kind", err)
		}
	})
}

func FuzzSides(f *testing.F) {
	fuzzFile(f, sidesFile, "participant,side\n1,armenia\n2,azerbaijan\n9,\n", "side,participant\r\n\"a,b\",\"x\"\"y\"\n")
}

func FuzzSummary(f *testing.F) {
	fuzzFile(f, summaryFile, "topic,\"A, \"\"b\"\"\nc\"\nurl,x\nviews,3\nconversation-description,d, e\nvote-convention,agree=+1;disagree=-1;pass=0;format=polis-export/1\n", "vote-convention,agree=-1;disagree=1;pass=0\r\n")
}

func FuzzSettings(f *testing.F) {
	fuzzFile(f, settingsFile, `{"format":"parley-conversation/1","engine":"e","threshold":0.5,"simulated":true,"side_order":["b","a"],"populations":{"a":3},"formula_guard":"'","statements":[{"statement":"1","meta":true,"seed":false,"side":"a","language":"hy"}]}`)
}

func FuzzFormat(f *testing.F) {
	fuzzFile(f, formatFile, `{"format":"polis-export/1","vote-convention":"agree=+1;disagree=-1;pass=0","vote":{"agree":1,"disagree":-1,"pass":0}}`)
}
