package main

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/locale"
	"parley/internal/web"
)

// A codesJob is what `parley codes` was asked for.
type codesJob struct {
	dialogue     string
	counts       []string // SIDE=N
	languages    []string // SIDE=LANGUAGE,LANGUAGE
	address, out string
}

func codesCommand() *cobra.Command {
	var job codesJob
	c := &cobra.Command{
		Use:   "codes --dialogue ID --side SIDE=N --side SIDE=N --out DIR",
		Short: "Join codes and cards to print, made offline by all co-chairs together",
		Long: `Codes makes the join codes of a dialogue on a machine that is not connected to
anything, with the co-chairs of all sides looking on. DIR, which must not be
there yet, then holds

  codes.json         the hashes of the codes, to bring to the node
  cards-SIDE.html    the cards of a side, to print (several files over 1000);
                     the first sheet is for the side's co-chair to keep

What is printed on the screen, the number and the digest of each side, is what
the node shows when the co-chairs are asked to approve these codes: compare it.
Each types the beginning of their own side's digest then; it stands on that sheet.
The codes stand on the cards only; the node never learns them. docs/operate.md
says how the cards are handed out.`,
		Example: `  parley codes --dialogue 0d3v8r2n4q6s8 --side armenia=60 --side azerbaijan=60 \
    --address https://parley.example --out ./codes
  parley codes --dialogue 0d3v8r2n4q6s8 --side azerbaijan=60 --side armenia=60 \
    --lang azerbaijan=az,ru --lang armenia=hy,ru --out ./codes`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return job.run(rand.Reader, c.OutOrStdout()) },
	}
	f := c.Flags()
	f.StringVar(&job.dialogue, "dialogue", "", "`ID` of the dialogue, as in the address of its page")
	f.StringArrayVar(&job.counts, "side", nil, "`SIDE=N`: make N codes for a side; once for each side")
	f.StringArrayVar(&job.languages, "lang", nil, "`SIDE=LANG,LANG`: languages of a side's cards (az, en, hy, ru); all if not given")
	f.StringVar(&job.address, "address", "", "`ADDRESS` of the node, to stand on the cards: https://… or http://….onion")
	f.StringVar(&job.out, "out", "", "`DIR` to make and write to")
	for _, needed := range []string{"dialogue", "side", "out"} {
		c.MarkFlagRequired(needed)
	}
	return c
}

// A sideCodes is what is made for one side.
type sideCodes struct {
	id        dialogue.SideID
	count     int
	languages []locale.Language
	codes     []dialogue.Code
}

// run makes codes of random bytes and writes them. If it fails nothing is left.
func (job *codesJob) run(random io.Reader, stdout io.Writer) error {
	id, sides, err := job.check()
	if err != nil {
		return err
	}
	file := exchange.CodesFile{Dialogue: id, Sides: map[dialogue.SideID][]dialogue.CodeHash{}}
	for i := range sides {
		if err := sides[i].draw(random); err != nil {
			return fmt.Errorf("draw codes: %w", err)
		}
		for _, code := range sides[i].codes {
			file.Sides[sides[i].id] = append(file.Sides[sides[i].id], code.Hash())
		}
	}
	batch, err := dialogue.CountCodes(file.Sides)
	if err != nil {
		return fmt.Errorf("count the codes: %w", err)
	}
	if err := os.Mkdir(job.out, 0o700); errors.Is(err, os.ErrExist) {
		return fmt.Errorf("--out %s: it is there already, and nothing is written over", job.out)
	} else if err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	written, err := job.write(file, sides, batch)
	if err != nil {
		return errors.Join(err, os.RemoveAll(job.out))
	}
	return job.tell(stdout, sides, batch, written)
}

// draw makes the codes. Their order is chance, and so is that of the cards;
// the hashes are sorted.
func (s *sideCodes) draw(random io.Reader) error {
	s.codes = make([]dialogue.Code, s.count)
	in := bufio.NewReader(random)
	for i := range s.codes {
		if _, err := io.ReadFull(in, s.codes[i][:]); err != nil {
			return err
		}
	}
	return nil
}

// mostCards is how many cards stand in one file: a hundred sheets.
const mostCards = 1000

// write writes all files and returns their names.
func (job *codesJob) write(file exchange.CodesFile, sides []sideCodes, batch dialogue.Batch) ([]string, error) {
	names := []string{"codes.json"}
	if err := job.create("codes.json", file.Write); err != nil {
		return nil, err
	}
	for _, s := range sides {
		part := 0
		for codes := range slices.Chunk(s.codes, mostCards) {
			part++
			name := fmt.Sprintf("cards-%s.html", s.id)
			if s.count > mostCards {
				name = fmt.Sprintf("cards-%s-%03d.html", s.id, part)
			}
			names = append(names, name)
			cards := web.Cards{Side: locale.For(locale.English).Side(string(s.id)), Address: strings.TrimSuffix(job.address, "/"),
				Languages: s.languages, Codes: codes, Digest: batch[s.id].Digest}
			if err := job.create(name, func(w io.Writer) error { return web.WriteCards(w, cards) }); err != nil {
				return nil, err
			}
		}
	}
	return names, nil
}

// create makes a file that only its owner can read.
func (job *codesJob) create(name string, write func(io.Writer) error) error {
	file, err := os.OpenFile(filepath.Join(job.out, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("make a file: %w", err)
	}
	buffer := bufio.NewWriter(file)
	if err := errors.Join(write(buffer), buffer.Flush(), file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// tell prints what both chairs compare, and what is to be done now.
func (job *codesJob) tell(stdout io.Writer, sides []sideCodes, batch dialogue.Batch, written []string) error {
	out := bufio.NewWriter(stdout)
	fmt.Fprintf(out, "Codes for the dialogue %s:\n", job.dialogue)
	for _, s := range sides {
		fmt.Fprintf(out, "  %s: %d, digest %s\n", s.id, batch[s.id].Count, batch[s.id].Digest)
	}
	fmt.Fprintf(out, `In %s: %s

All co-chairs: write the numbers and the digests down. They must be those that
the node shows when you are asked to approve these codes.
1. Bring codes.json, and nothing else, to the node.
2. Print the cards, cut them apart, shuffle them and close each in an envelope.
3. Shred what is left over, and delete %s: whoever reads it can vote.
`, job.out, strings.Join(written, ", "), job.out)
	return out.Flush()
}
