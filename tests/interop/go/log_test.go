// Another implementation of tlog-tiles reads a log that betterwork published.
package interop

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/transparency-dev/formats/log"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/client"
	"golang.org/x/mod/sumdb/note"
)

const maxRecordBytes = 1023

// published is a log in a folder, with the keys and the checkpoints that it had.
type published struct {
	folder   string
	verifier note.Verifier
	origin   string
	latest   *log.Checkpoint
	files    client.FileFetcher
	builder  *client.ProofBuilder
}

func TestTheCheckpointIsSigned(t *testing.T) {
	logged := open(t)
	signed := logged.read(t, "checkpoint")
	changed := bytes.Replace(signed, []byte("\n70000\n"), []byte("\n70001\n"), 1)
	if bytes.Equal(changed, signed) {
		t.Fatal("the checkpoint is not of 70000 entries")
	}
	if _, _, _, err := log.ParseCheckpoint(changed, logged.origin, logged.verifier); err == nil {
		t.Fatal("a changed checkpoint was taken")
	}
}

func TestEveryEntryIsInTheTree(t *testing.T) {
	logged, ctx := open(t), context.Background()
	var index uint64
	for bundleIndex := uint64(0); index < logged.latest.Size; bundleIndex++ {
		bundle, err := client.GetEntryBundle(ctx, logged.files.ReadEntryBundle, bundleIndex, logged.latest.Size)
		if err != nil {
			t.Fatal(err)
		}
		leaves, err := client.FetchLeafHashes(ctx, logged.files.ReadTile, index, uint64(len(bundle.Entries)), logged.latest.Size)
		if err != nil {
			t.Fatal(err)
		}
		for place, record := range bundle.Entries {
			if len(record) > maxRecordBytes || !json.Valid(record) {
				t.Fatalf("entry %d is no event record: %q", index, record)
			}
			leaf := rfc6962.DefaultHasher.HashLeaf(record)
			if !bytes.Equal(leaf, leaves[place]) {
				t.Fatalf("entry %d has another hash in its tile", index)
			}
			hashes, err := logged.builder.InclusionProof(ctx, index)
			if err != nil {
				t.Fatal(err)
			}
			if err := proof.VerifyInclusion(rfc6962.DefaultHasher, index, logged.latest.Size, leaf, hashes, logged.latest.Hash); err != nil {
				t.Fatalf("entry %d: %v", index, err)
			}
			index++
		}
	}
}

func TestEveryCheckpointExtendsTheOneBefore(t *testing.T) {
	logged, ctx := open(t), context.Background()
	names, err := filepath.Glob(filepath.Join(logged.folder, "checkpoints", "*"))
	if err != nil || len(names) < 5 {
		t.Fatalf("%d checkpoints: %v", len(names), err)
	}
	for _, name := range names {
		older := logged.checkpoint(t, filepath.Join("checkpoints", filepath.Base(name)))
		for _, name := range names {
			newer := logged.checkpoint(t, filepath.Join("checkpoints", filepath.Base(name)))
			if older.Size >= newer.Size {
				continue
			}
			builder, err := client.NewProofBuilder(ctx, newer.Size, logged.files.ReadTile)
			if err != nil {
				t.Fatal(err)
			}
			hashes, err := builder.ConsistencyProof(ctx, older.Size, newer.Size)
			if err != nil {
				t.Fatal(err)
			}
			if err := proof.VerifyConsistency(rfc6962.DefaultHasher, older.Size, newer.Size, hashes, older.Hash, newer.Hash); err != nil {
				t.Errorf("%d to %d: %v", older.Size, newer.Size, err)
			}
		}
	}
}

func TestOurProofsAreTheirs(t *testing.T) {
	logged, ctx := open(t), context.Background()
	names, err := filepath.Glob(filepath.Join(logged.folder, "proofs", "*.json"))
	if err != nil || len(names) < 5 {
		t.Fatalf("%d proofs: %v", len(names), err)
	}
	for _, name := range names {
		var ours struct {
			Index, Size        uint64
			Hashes             []string
			Record, Checkpoint string
		}
		if err := json.Unmarshal(logged.read(t, filepath.Join("proofs", filepath.Base(name))), &ours); err != nil {
			t.Fatal(err)
		}
		theirs, err := logged.builder.InclusionProof(ctx, ours.Index)
		if err != nil {
			t.Fatal(err)
		}
		if len(theirs) != len(ours.Hashes) {
			t.Fatalf("entry %d: %d hashes, theirs are %d", ours.Index, len(ours.Hashes), len(theirs))
		}
		for place, hash := range theirs {
			if hex.EncodeToString(hash) != ours.Hashes[place] {
				t.Errorf("entry %d: hash %d is another", ours.Index, place)
			}
		}
		if ours.Size != logged.latest.Size || ours.Checkpoint != string(logged.read(t, "checkpoint")) {
			t.Errorf("entry %d: its checkpoint is another", ours.Index)
		}
	}
}

// open reads the log in the folder that BETTERWORK_LOG names; its checkpoint must be signed.
func open(t *testing.T) *published {
	t.Helper()
	folder := os.Getenv("BETTERWORK_LOG")
	if folder == "" {
		t.Skip("BETTERWORK_LOG names no folder: run `cargo xtask test go`")
	}
	logged := &published{folder: folder, files: client.FileFetcher{Root: folder}}
	verifier, err := note.NewVerifier(string(logged.read(t, "vkey")))
	if err != nil {
		t.Fatal(err)
	}
	logged.verifier, logged.origin = verifier, verifier.Name()
	logged.latest, _, _, err = client.FetchCheckpoint(context.Background(), logged.files.ReadCheckpoint, verifier, logged.origin)
	if err != nil {
		t.Fatal(err)
	}
	logged.builder, err = client.NewProofBuilder(context.Background(), logged.latest.Size, logged.files.ReadTile)
	if err != nil {
		t.Fatal(err)
	}
	return logged
}

// checkpoint reads one that must be signed, and of the size that its name says.
func (logged *published) checkpoint(t *testing.T, name string) *log.Checkpoint {
	t.Helper()
	checkpoint, rest, _, err := log.ParseCheckpoint(logged.read(t, name), logged.origin, logged.verifier)
	if err != nil {
		t.Fatal(err)
	}
	if len(rest) > 0 || strconv.FormatUint(checkpoint.Size, 10) != strings.TrimSpace(filepath.Base(name)) {
		t.Fatalf("%s is of %d entries and has %q after it", name, checkpoint.Size, rest)
	}
	return checkpoint
}

func (logged *published) read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(logged.folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}
