package exchange

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

// The same votes, written in the many ways that programs and people do.
func TestFormsOfVotes(t *testing.T) {
	for name, votes := range map[string]string{
		"plain":               votesHeader + "1,,0,1,1\n2,,1,1,-1\n3,,0,x,0\n",
		"no last line end":    votesHeader + "1,,0,1,1\n2,,1,1,-1\n3,,0,x,0",
		"byte order mark":     "\xef\xbb\xbf" + votesHeader + "1,,0,1,1\n2,,1,1,-1\n3,,0,x,0",
		"carriage returns":    strings.ReplaceAll(votesHeader+"1,,0,1,1\n2,,1,1,-1\n3,,0,x,0", "\n", "\r\n"),
		"blank lines":         "\n\n" + votesHeader + "\n1,,0,1,1\n\r\n2,,1,1,-1\n  \n3,,0,x,0\n\n\n",
		"quotes":              "\"timestamp\",datetime,\"comment-id\",voter-id,vote\n\"1\",\"Wed, \"\"Jun\"\" 18\",\"0\",\"1\",\"1\"\n2,\"two\nlines\",1,1,\"-1\"\n3,,\"0\",\"x\",\"0\"\n",
		"spaces":              "timestamp, datetime, comment-id, voter-id, vote\n1, , 0, 1, 1\n2,,1 ,1 , -1\n3,,0, x,0\n",
		"other words":         votesHeader + "1,,0,1,+1\n2,,1,1,-1.0\n3,,0,x,0.0\n",
		"no datetime":         "timestamp,comment-id,voter-id,vote\n1,0,1,1\n2,1,1,-1\n3,0,x,0\n",
		"important":           "timestamp,datetime,comment-id,voter-id,vote,important\n1,,0,1,1,0\n2,,1,1,-1,1\n3,,0,x,0,0\n",
		"no time":             "comment-id,voter-id,vote\n0,1,1\n1,1,-1\n0,x,0\n",
		"blank times":         votesHeader + ",,0,1,1\n,,1,1,-1\n,,0,x,0\n",
		"another order":       "vote,voter-id,timestamp,comment-id\n1,1,1,0\n-1,1,2,1\n0,x,3,0\n",
		"bulk import":         "# vote-convention: agree=+1;disagree=-1;pass=0\nvote_id,user_id,vote_value,timestamp,comment_id\n1,1,1,1,0\n2,1,-1,2,1\n3,x,0,3,0\n",
		"empty cells behind":  "timestamp,datetime,comment-id,voter-id,vote\n1,,0,1,1,,\n2,,1,1,-1,\n3,,0,x,0\n",
		"capitals in headers": "Timestamp,DateTime,Comment-ID,Voter-ID,Vote\n1,,0,1,1\n2,,1,1,-1\n3,,0,x,0\n",
	} {
		c, err := Read(folder(commentsFile, someComments, votesFile, votes), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, want := ballots(c), []string{"1 0 1", "1 1 -1", "x 0 0"}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if rows := c.Report.Files[len(c.Report.Files)-1].Rows; rows != 3 {
			t.Errorf("%s: %d rows, want 3", name, rows)
		}
		wantWarning(t, c, "votes_without_time", name == "no time" || name == "blank times")
	}
	c := read(t, Options{}, commentsFile, someComments, votesFile, "\n"+votesHeader+"\n1,,0,1,1\n\n")
	if n := c.Report.Ignored(votesFile, BlankLine); n != 3 {
		t.Errorf("%d blank lines reported, want 3", n)
	}
}

// The same matrix, in its two widths and many ways.
func TestFormsOfMatrix(t *testing.T) {
	for name, matrix := range map[string]string{
		"plain":            "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n1,,0,2,1,1,1,-1\nx,2,0,1,0,0,0,\n",
		"xid":              "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n1,,,0,2,1,1,1,-1\nx,\"a,b\",2,0,1,0,0,0,\n",
		"carriage returns": "\xef\xbb\xbfparticipant,group-id,n-comments,n-votes,n-agree,n-disagree,1,0\r\n1,,0,2,1,1,-1,1\r\n\r\nx,2,0,1,0,0,,0",
		"quotes":           "participant,group-id,n-comments,n-votes,n-agree,n-disagree,\"0\",\"1\"\n\"1\",,0,2,1,1,\"1\",\"-1\"\n\"x\",2,0,1,0,0,0,\"\"\n",
		"decimals":         "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n1,,0,2,1,1,1.0,-1.0\nx,2,0,1,0,0,0.0,\n",
	} {
		c, err := Read(folder(commentsFile, someComments, "participants-votes.csv", matrix), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, want := ballots(c), []string{"1 0 1", "1 1 -1", "x 0 0"}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if !slices.Equal(c.Group, []int{-1, 2}) {
			t.Errorf("%s: groups %v", name, c.Group)
		}
	}
}

func TestFormsOfComments(t *testing.T) {
	for name, comments := range map[string]string{
		"open data":  "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1403058993627,Wed,4,7,2,1,1,Text\n",
		"meta":       "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,group-informed-consensus,comment-body\n1403058993627,4,7,2,1,1,false,true,0.5,Text\n",
		"importance": "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,importance,comment-body\n1403058993627,Wed,4,7,2,1,1,3,Text\n",
		"agora":      "timestamp,datetime,comment-id,author-id,agrees,disagrees,passes,votes,moderated,comment_text\n1403058993627,Wed,4,7,2,1,0,3,1,Text\n",
		"text first": "comment-body,comment-id,author-id,agrees,disagrees,moderated,timestamp\n\"Text\",4,7,2,1,1,1403058993627\n",
	} {
		c, err := Read(folder(commentsFile, comments), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := Statement{ID: "4", Text: "Text", Author: "7", AuthorSide: -1, Moderated: Accepted, Created: 1403058993627, Agrees: 2, Disagrees: 1}
		if name == "meta" {
			want.Meta, want.Seed = MetaNo, true
		}
		if len(c.Statements) != 1 || c.Statements[0] != want {
			t.Errorf("%s: %+v, want %+v", name, c.Statements, want)
		}
	}
}

// Rows in any order give the same conversation, whether participants are known
// beforehand or not.
func TestShuffledRows(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var comments, votes, sides, matrix []string
	for i := range 30 {
		comments = append(comments, fmt.Sprintf("1403058993,x,%d,1,0,0,%d,Text %d", i*7, i%3-1, i))
	}
	for p := range 40 {
		sides = append(sides, fmt.Sprintf("%d,%s", p*3, []string{"azerbaijan", "armenia", ""}[p%3]))
		matrix = append(matrix, fmt.Sprintf("%d,%d", p*3, p%2))
		for i := range 30 {
			votes = append(votes, fmt.Sprintf("%d,x,%d,%d,%d", 1403058993+r.IntN(1e6), i*7, p*3, r.IntN(3)-1))
		}
	}
	var first *Conversation
	for round := range 8 {
		for _, rows := range [][]string{comments, votes, sides, matrix} {
			r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		}
		m := folder(
			commentsFile, "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"+strings.Join(comments, "\n"),
			votesFile, votesHeader+strings.Join(votes, "\n"))
		if round%2 == 0 {
			m[sidesFile] = []byte("participant,side\n" + strings.Join(sides, "\n"))
			m[matrixFiles[0]] = []byte("participant,group-id\n" + strings.Join(matrix, "\n"))
		}
		c, err := Read(m, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = c
		} else if round%2 == 0 {
			compare(t, first, c)
		} else if !slices.Equal(ballots(first), ballots(c)) || !slices.Equal(first.Participants, c.Participants) {
			t.Error("the votes differ without sides.csv")
		}
	}
}

// Windows end anywhere in a row: a file that is much longer than one is read
// like its rows one by one, whatever the source hands over at a time.
func TestWindows(t *testing.T) {
	data := bigVotes(30_000, 300, 50, true)
	data = bytes.ReplaceAll(data, []byte(",17,"), []byte(",\"17\","))
	want, err := Read(memory{votesFile: data}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := newScanner("x", iotest.HalfReader(bytes.NewReader(data)), nil)
	table, err := openTable(s, false)
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for {
		row, line, err := table.next()
		if err == io.EOF {
			break
		}
		if err != nil || int(line) != rows+2 || len(row.cells) != 5 {
			t.Fatalf("row %d on line %d: %v, %q", rows, line, err, row.cells)
		}
		rows++
	}
	if got := want.Report.Files[0].Rows; got != 30_000 || rows != 30_000 {
		t.Errorf("%d and %d rows, want 30,000", got, rows)
	}
	var long strings.Builder
	long.WriteString("participant,group-id,n-comments,n-votes,n-agree,n-disagree")
	for i := range 20_000 {
		long.WriteString("," + strconv.Itoa(100_000+i))
	}
	row := "\n7,,0,1,1,0" + strings.Repeat(",1", 20_000)
	c := read(t, Options{}, "participants-votes.csv", long.String()+row+strings.Replace(row, "7", "8", 1)+"\n")
	if c.Votes.Len() != 40_000 {
		t.Errorf("%d votes from two long rows, want 40,000", c.Votes.Len())
	}
}

func TestDigits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 100_000 {
		b := make([]byte, 8)
		for i := range b {
			if b[i] = byte('0' + r.IntN(10)); r.IntN(6) == 0 {
				b[i] = byte(r.IntN(256))
			}
		}
		n := 0
		for n < 8 && b[n] >= '0' && b[n] <= '9' {
			n++
		}
		want, _ := strconv.Atoi("0" + string(b[:n]))
		if got, k := digits(b); k != n || int(got) != want {
			t.Fatalf("digits(%q) = %d, %d; want %d, %d", b, got, k, want, n)
		}
	}
}

// Both ways of reading a row understand the same.
func TestPlainRowsLikeSlowRows(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	cells := []string{"0", "1", "-1", "", "7", "12345678", "99999999", "67108863", "67108864", "007", "1403058993", "1403058993627", "8796093022207", "8796093022208", "14030589936270", "x", " 1", "+1", "00000000"}
	for range 5_000 {
		row := cells[r.IntN(len(cells))] + ",d," + cells[r.IntN(len(cells))] + "," + cells[r.IntN(len(cells))] + "," + cells[r.IntN(len(cells))]
		plain, errPlain := Read(folder(votesFile, votesHeader+row+"\n1,d,100,100,1\n1,d,100,100,1\n"), Options{})
		quoted, errQuoted := Read(folder(votesFile, votesHeader+`"`+strings.ReplaceAll(row, ",", `","`)+"\"\n1,d,100,100,1\n"), Options{})
		if (errPlain == nil) != (errQuoted == nil) {
			t.Fatalf("%s: %v, in quotes %v", row, errPlain, errQuoted)
		}
		if errPlain == nil && !slices.Equal(ballots(plain), ballots(quoted)) {
			t.Fatalf("%s: %q, in quotes %q", row, ballots(plain), ballots(quoted))
		}
	}
}

// The rows of a file cost no memory but the builder's.
func TestNoAllocationPerRow(t *testing.T) {
	allocs := func(rows int) float64 {
		m := memory{votesFile: bigVotes(rows, 50, 20, true), commentsFile: bigComments(20), sidesFile: bigSides(50)}
		return testing.AllocsPerRun(3, func() {
			if _, err := Read(m, Options{}); err != nil {
				t.Fatal(err)
			}
		})
	}
	if few, many := allocs(20_000), allocs(40_000); many > few+200 {
		t.Errorf("%v allocations for 20,000 rows, %v for 40,000", few, many)
	}
}

func TestProgress(t *testing.T) {
	m := memory{votesFile: bigVotes(20_000, 50, 20, true), commentsFile: bigComments(20), sidesFile: bigSides(50)}
	var last, end int64
	_, err := Read(m, Options{Progress: func(done, total int64) {
		if done < last || done > total {
			t.Fatalf("%d of %d after %d", done, total, last)
		}
		last, end = done, total
	}})
	if want := int64(len(m[votesFile]) + len(m[commentsFile]) + len(m[sidesFile])); err != nil || last != want || end != want {
		t.Errorf("progress ended at %d of %d, want %d", last, end, want)
	}
}
