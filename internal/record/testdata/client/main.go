// Command client reads a record with programs that others wrote, and prints what
// they make of it. It is a module of its own, so that what they need is no
// dependency of Parley; a test of package record runs it.
//
//	client read DIR ORIGIN KEY WITNESS…   read files as C2SP tlog-tiles names them, and check
//	                                      all entries, proofs and cosignatures of every size
//	client cosign                         print a witness's key, then cosign the note that is read
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	cosignature "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/client"
	"golang.org/x/mod/sumdb/note"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	switch {
	case len(args) >= 4 && args[0] == "read":
		return read(ctx, client.FileFetcher{Root: args[1]}, args[2], args[3], args[4:])
	case len(args) == 1 && args[0] == "cosign":
		return cosign()
	}
	return errors.New("usage: client read DIR ORIGIN KEY WITNESS… | client cosign")
}

func read(ctx context.Context, f client.FileFetcher, origin, key string, witnesses []string) error {
	v, err := note.NewVerifier(key)
	if err != nil {
		return err
	}
	at, text, _, err := client.FetchCheckpoint(ctx, f.ReadCheckpoint, v, origin)
	if err != nil {
		return err
	}
	for _, w := range witnesses {
		wv, err := cosignature.NewVerifierForCosignatureV1(w)
		if err != nil {
			return err
		}
		n, err := note.Open(text, note.VerifierList(wv))
		if err != nil {
			return fmt.Errorf("witness %s: %w", w, err)
		}
		when, err := cosignature.CoSigV1Timestamp(n.Sigs[0])
		if err != nil {
			return err
		}
		fmt.Println("cosigned", wv.Name(), when.Unix())
	}
	leaves, err := entries(ctx, f, at.Size)
	if err != nil {
		return err
	}
	pb, err := client.NewProofBuilder(ctx, at.Size, f.ReadTile)
	if err != nil {
		return err
	}
	for i, leaf := range leaves {
		p, err := pb.InclusionProof(ctx, uint64(i))
		if err != nil {
			return err
		}
		if err := proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(i), at.Size, rfc6962.DefaultHasher.HashLeaf(leaf), p, at.Hash); err != nil {
			return err
		}
		fmt.Println("included", i, digest(p))
	}
	for old := uint64(1); old < at.Size; old++ {
		p, err := pb.ConsistencyProof(ctx, old, at.Size)
		if err != nil {
			return err
		}
		fmt.Println("grew", old, digest(p))
	}
	return nil
}

// entries prints all entries.
func entries(ctx context.Context, f client.FileFetcher, size uint64) ([][]byte, error) {
	var all [][]byte
	for n := uint64(0); n*256 < size; n++ {
		bundle, err := client.GetEntryBundle(ctx, f.ReadEntryBundle, n, size)
		if err != nil {
			return nil, err
		}
		all = append(all, bundle.Entries...)
	}
	if uint64(len(all)) != size {
		return nil, fmt.Errorf("%d entries of %d", len(all), size)
	}
	for _, e := range all {
		fmt.Printf("entry %s\n", e)
	}
	return all, nil
}

func digest(hashes [][]byte) string {
	h := sha256.New()
	for _, one := range hashes {
		h.Write(one)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// cosign has another implementation make a witness's key and cosign.
func cosign() error {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	private, public, err := note.GenerateKey(nil, "witness.armenia.example")
	if err != nil {
		return err
	}
	if public, err = cosignature.VKeyToCosignatureV1(public); err != nil {
		return err
	}
	signer, err := cosignature.NewSignerForCosignatureV1(private)
	if err != nil {
		return err
	}
	body, _, ok := strings.Cut(string(text), "\n\n")
	if !ok {
		return errors.New("no note")
	}
	signed, err := note.Sign(&note.Note{Text: body + "\n"}, signer)
	if err != nil {
		return err
	}
	_, err = fmt.Printf("%s\n%s", public, signed[len(body)+2:])
	return err
}
