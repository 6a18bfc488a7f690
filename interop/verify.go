// Reads what the record of Onetext writes with Go's own packages for transparency logs, and writes
// a log of its own for Onetext to read. It shares no line with Onetext.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const dash = "\u2014 "

// A witness signs a checkpoint together with a time (C2SP tlog-cosignature, type 4), which the
// package of Go does not know.
type witness struct {
	name    string
	id      uint32
	public  ed25519.PublicKey
	private ed25519.PrivateKey
}

func idOf(name string, material []byte) uint32 {
	sum := sha256.Sum256(append([]byte(name+"\n"), material...))
	return binary.BigEndian.Uint32(sum[:4])
}

func witnessOf(vkey string) (*witness, error) {
	parts := strings.SplitN(strings.TrimSpace(vkey), "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("a vkey has three parts")
	}
	material, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(material) != 33 || material[0] != 4 {
		return nil, errors.New("no key of a witness")
	}
	id := idOf(parts[0], material)
	if parts[1] != fmt.Sprintf("%08x", id) {
		return nil, errors.New("the id of the key is another one")
	}
	return &witness{name: parts[0], id: id, public: material[1:]}, nil
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.id }
func (w *witness) Verify(text, signature []byte) bool {
	if len(signature) != 72 {
		return false
	}
	at := binary.BigEndian.Uint64(signature)
	return ed25519.Verify(w.public, cosigned(text, at), signature[8:])
}

func cosigned(text []byte, at uint64) []byte {
	return append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", at)), text...)
}

func (w *witness) line(text []byte, at uint64) string {
	raw := binary.BigEndian.AppendUint32(nil, w.id)
	raw = binary.BigEndian.AppendUint64(raw, at)
	raw = append(raw, ed25519.Sign(w.private, cosigned(text, at))...)
	return dash + w.name + " " + base64.StdEncoding.EncodeToString(raw) + "\n"
}

type head struct {
	size int64
	root tlog.Hash
}

type reader struct {
	log     note.Verifier
	witness *witness
	hashes  []tlog.Hash
	heads   map[int64]tlog.Hash
}

func (r *reader) stored() tlog.HashReader {
	return tlog.HashReaderFunc(func(wanted []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(wanted))
		for at, place := range wanted {
			if place >= int64(len(r.hashes)) {
				return nil, errors.New("no such hash")
			}
			found[at] = r.hashes[place]
		}
		return found, nil
	})
}

func (r *reader) add(entry []byte) {
	number := int64(0)
	for tlog.StoredHashCount(number) < int64(len(r.hashes)) {
		number++
	}
	more, err := tlog.StoredHashes(number, entry, r.stored())
	must(err)
	r.hashes = append(r.hashes, more...)
}

// A checkpoint is believed when the log and the witness have both signed it.
func (r *reader) checkpoint(raw []byte) (*head, error) {
	opened, err := note.Open(raw, note.VerifierList(r.log, r.witness))
	if err != nil {
		return nil, err
	}
	if len(opened.Sigs) != 2 {
		return nil, errors.New("not signed by both")
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != r.log.Name() {
		return nil, errors.New("no checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return nil, errors.New("no size")
	}
	root, err := tlog.ParseHash(lines[2])
	return &head{size, root}, err
}

// What stands behind a word, and whether the word stands there.
func behind(line, word string) (string, bool) {
	return strings.TrimPrefix(line, word), strings.HasPrefix(line, word)
}

func hashesOf(lines []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func cut(raw []byte) ([]string, []byte, error) {
	before, note, found := bytes.Cut(raw, []byte("\n\n"))
	if !found {
		return nil, nil, errors.New("no checkpoint behind it")
	}
	return strings.Split(string(before), "\n"), note, nil
}

// A proof that an entry, which it carries, is in the log (C2SP tlog-proof).
func (r *reader) proof(raw []byte) error {
	lines, signed, err := cut(raw)
	if err != nil || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("no proof")
	}
	carried, isCarried := behind(lines[1], "extra ")
	digits, isNumber := behind(lines[2], "index ")
	entry, err := base64.StdEncoding.DecodeString(carried)
	if !isCarried || !isNumber || err != nil {
		return errors.New("no entry or no index")
	}
	index, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return err
	}
	hashes, err := hashesOf(lines[3:])
	if err != nil {
		return err
	}
	told, err := r.checkpoint(signed)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(hashes, told.size, told.root, index, tlog.RecordHash(entry))
}

// A request for a witness: that a log goes on from an older head (C2SP tlog-witness).
func (r *reader) request(raw []byte) error {
	lines, signed, err := cut(raw)
	if err != nil {
		return err
	}
	digits, isOld := behind(lines[0], "old ")
	old, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || !isOld {
		return errors.New("no old size")
	}
	hashes, err := hashesOf(lines[1:])
	if err != nil {
		return err
	}
	told, err := r.checkpoint(signed)
	if err != nil {
		return err
	}
	before, known := r.heads[old]
	if !known {
		return errors.New("nothing is known of that size")
	}
	return tlog.CheckTree(hashes, told.size, told.root, old, before)
}

func (r *reader) one(path string) error {
	raw := read(path)
	switch filepath.Ext(path) {
	case ".note":
		told, err := r.checkpoint(raw)
		if err != nil {
			return err
		}
		built, err := tlog.TreeHash(told.size, r.stored())
		if err == nil && built != told.root {
			err = errors.New("the entries have another root")
		}
		return err
	case ".proof":
		return r.proof(raw)
	case ".request":
		return r.request(raw)
	}
	return errors.New("of no kind")
}

// The tiles of the log are the ones that Go cuts it into.
func (r *reader) tiles(folder string, size int64) int {
	count := 0
	for level, width := 0, size; width > 0; level, width = level+1, width/256 {
		for start := int64(0); start < width; start += 256 {
			tile := tlog.Tile{H: 8, L: level, N: start / 256, W: 256}
			if width-start < 256 {
				tile.W = int(width - start)
			}
			data, err := tlog.ReadTileData(tile, r.stored())
			must(err)
			path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
			if !bytes.Equal(read(filepath.Join(folder, path)), data) {
				log.Fatalf("%s is another tile", path)
			}
			count++
		}
	}
	return count
}

func (r *reader) entries(folder string, size int64) {
	for at := int64(0); at < size; at += 256 {
		path := fmt.Sprintf("%s/tile/entries/%03d", folder, at/256)
		if size-at < 256 {
			path += fmt.Sprintf(".p/%d", size-at)
		}
		raw := read(path)
		for len(raw) > 0 {
			length := int(binary.BigEndian.Uint16(raw))
			r.add(raw[2 : 2+length])
			raw = raw[2+length:]
		}
	}
}

func main() {
	ours, theirs := os.Args[1], os.Args[2]
	verifier, err := note.NewVerifier(strings.TrimSpace(string(read(ours + "/log.vkey"))))
	must(err)
	watching, err := witnessOf(string(read(ours + "/witness.vkey")))
	must(err)
	r := &reader{log: verifier, witness: watching, heads: map[int64]tlog.Hash{}}
	last, err := r.checkpoint(read(ours + "/log/checkpoint"))
	must(err)
	r.entries(ours+"/log", last.size)
	for size := int64(1); size <= last.size; size++ {
		root, err := tlog.TreeHash(size, r.stored())
		must(err)
		r.heads[size] = root
	}
	believed := r.tiles(ours+"/log", last.size)
	refused := 0
	for _, path := range list(ours + "/good") {
		if err := r.one(path); err != nil {
			log.Fatalf("%s was refused: %v", path, err)
		}
		believed++
	}
	for _, path := range list(ours + "/bad") {
		if r.one(path) == nil {
			log.Fatalf("%s was believed", path)
		}
		refused++
	}
	write(theirs)
	fmt.Printf("go: %d believed, %d refused\n", believed, refused)
}

// A log of Go's own, with the same kinds of files.
func write(folder string) {
	must(os.MkdirAll(folder+"/good", 0o755))
	must(os.MkdirAll(folder+"/bad", 0o755))
	secret, vkey, err := note.GenerateKey(seed(1), "go.example/log")
	must(err)
	signer, err := note.NewSigner(secret)
	must(err)
	w := &witness{name: "go.example/witness", private: ed25519.NewKeyFromSeed(seed(2).Bytes())}
	w.public = w.private.Public().(ed25519.PublicKey)
	material := append([]byte{4}, w.public...)
	w.id = idOf(w.name, material)
	put(folder+"/log.vkey", vkey+"\n")
	put(folder+"/witness.vkey", fmt.Sprintf("%s+%08x+%s\n", w.name, w.id,
		base64.StdEncoding.EncodeToString(material)))
	r := &reader{}
	checkpoint := func(size int64) string {
		root, err := tlog.TreeHash(size, r.stored())
		must(err)
		text := fmt.Sprintf("%s\n%d\n%s\n", signer.Name(), size, root)
		signed, err := note.Sign(&note.Note{Text: text}, signer)
		must(err)
		return string(signed) + w.line([]byte(text), 1767225600)
	}
	for size := int64(1); size <= 300; size++ {
		r.add([]byte(fmt.Sprintf("an entry of Go, the %dth", size)))
		if size%37 != 0 && size != 256 && size != 1 {
			continue
		}
		signed := checkpoint(size)
		both(folder, fmt.Sprintf("%d.note", size), signed)
		for index := int64(0); index < size; index += 29 {
			entry := fmt.Sprintf("an entry of Go, the %dth", index+1)
			proof, err := tlog.ProveRecord(size, index, r.stored())
			must(err)
			both(folder, fmt.Sprintf("%d-%d.proof", index, size), fmt.Sprintf(
				"c2sp.org/tlog-proof@v1\nextra %s\nindex %d\n%s\n%s",
				base64.StdEncoding.EncodeToString([]byte(entry)), index, lines(proof), signed))
		}
		if size > 37 {
			proof, err := tlog.ProveTree(size, 37, r.stored())
			must(err)
			both(folder, fmt.Sprintf("37-%d.request", size),
				fmt.Sprintf("old 37\n%s\n%s", lines(proof), signed))
		}
	}
}

func lines(hashes []tlog.Hash) string {
	all := ""
	for _, hash := range hashes {
		all += hash.String() + "\n"
	}
	return all
}

// A file as it should be, and the same with one letter of its last signature changed.
func both(folder, name, words string) {
	put(folder+"/good/"+name, words)
	at := len(words) - 20
	other := "A"
	if words[at] == 'A' {
		other = "B"
	}
	put(folder+"/bad/"+name, words[:at]+other+words[at+1:])
}

func seed(number byte) *bytes.Buffer { return bytes.NewBuffer(bytes.Repeat([]byte{number}, 32)) }

func list(folder string) []string {
	entries, err := os.ReadDir(folder)
	must(err)
	var paths []string
	for _, entry := range entries {
		paths = append(paths, filepath.Join(folder, entry.Name()))
	}
	if len(paths) == 0 {
		log.Fatalf("%s is empty", folder)
	}
	return paths
}

func read(path string) []byte {
	raw, err := os.ReadFile(path)
	must(err)
	return raw
}

func put(path, words string) { must(os.WriteFile(path, []byte(words), 0o644)) }

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
