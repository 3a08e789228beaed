package generate

import (
	"embed"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"text/template"
)

//go:embed terraform
var sources embed.FS

// stackFiles are the files of a stack of each kind, in the order in which they count: one
// that uses Pinecone, a service on AWS, and a cluster elsewhere. Their templates stand in a
// folder of the kind's name.
func stackFiles(kind string) []string {
	return []string{"variables.tf", "main.tf", "iam.tf", map[string]string{
		uses: "pinecone.tf", "service": "function.tf", "cluster": "workload.tf",
	}[kind]}
}

const (
	uses      = "pinecone"
	stackSize = 4 // files
)

// kindOf is what a stack of a large organization is: one in ten uses Pinecone, six are on AWS,
// and three are elsewhere.
func kindOf(number int) string {
	switch number % 10 {
	case 0:
		return uses
	case 3, 6, 9:
		return "cluster"
	default:
		return "service"
	}
}

// stack is what the templates of one stack fill in.
type stack struct {
	Name, Environment, Account, Region, Second, ExternalID, Protection, Principal, Backend string
	Dimension, Window                                                                      int
	Rotation, DNS, Kept                                                                    bool
}

// Terraform writes files of Terraform configuration below folder: stacks of four, each a
// root module of 15 resources over two shared modules, which come on top of the count.
// About one stack in ten has a fault of each kind.
func Terraform(folder string, files int) error {
	return stacks(folder, files, func(int) string { return uses })
}

// MixedTerraform is [Terraform] as a large organization has it, where one stack in ten uses
// Pinecone.
func MixedTerraform(folder string, files int) error { return stacks(folder, files, kindOf) }

func stacks(folder string, files int, kindOf func(number int) string) error {
	for _, module := range []string{"endpoint", "storage"} {
		text, err := sources.ReadFile("terraform/modules/" + module + ".tf")
		if err != nil {
			return fmt.Errorf("read the module %s: %w", module, err)
		}
		if err := write(filepath.Join(folder, "modules", module, "main.tf"), text); err != nil {
			return err
		}
	}
	templates := map[string]*template.Template{}
	for i := range files {
		number := i / stackSize
		kind := kindOf(number)
		name := stackFiles(kind)[i%stackSize]
		from := "terraform/" + kind + "/" + name
		if templates[from] == nil {
			parsed, err := template.ParseFS(sources, from)
			if err != nil {
				return fmt.Errorf("read the templates: %w", err)
			}
			templates[from] = parsed
		}
		path := filepath.Join(folder, "stacks", fmt.Sprintf("s%05d", number), name)
		if err := fill(path, templates[from], newStack(number)); err != nil {
			return err
		}
	}
	return nil
}

// Small writes one file that stands alone, with three resources and two faults.
func Small(folder string) error {
	text, err := template.ParseFS(sources, "terraform/small.tf")
	if err != nil {
		return fmt.Errorf("read the template: %w", err)
	}
	return fill(filepath.Join(folder, "main.tf"), text, newStack(0))
}

func newStack(number int) stack {
	random := source(number)
	regions := []string{"us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1"}
	first := random.IntN(len(regions))
	return stack{
		Name:        fmt.Sprintf("team%d-%s", number, pick(random, "search", "support", "catalog", "chat")),
		Environment: pick(random, "production", "staging", "development"),
		Account:     fmt.Sprintf("%012d", 100_000_000_000+random.Int64N(900_000_000_000)),
		Region:      regions[first],
		Second:      regions[(first+1)%len(regions)],
		ExternalID:  fmt.Sprintf("%08x-0000-4000-8000-%012x", random.Uint32(), random.Int64N(1<<47)),
		Protection:  faulty(random, "disabled", "enabled"),
		Principal:   principal(random, regions[first]),
		Dimension:   pick(random, 384, 768, 1024, 1536),
		Window:      faulty(random, 7, 30),
		Rotation:    faulty(random, false, true),
		DNS:         faulty(random, false, true),
		Backend:     faulty(random, "local", "s3"),
		Kept:        faulty(random, false, true),
	}
}

func fill(path string, text *template.Template, data stack) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write a stack: %w", err)
	}
	defer file.Close()
	if err := text.Execute(file, data); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return file.Close()
}

func write(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	return os.WriteFile(path, data, 0o644)
}

// source is the same for the same number, in every run.
func source(number int) *rand.Rand { return rand.New(rand.NewPCG(20261122, uint64(number))) }

// principal is whom a stack's role trusts: Pinecone in one stack of ten, another vendor in
// the rest.
func principal(random *rand.Rand, region string) string {
	vendor := "arn:aws:iam::210987654321:root"
	return faulty(random, faulty(random, "*", "arn:aws:iam::123456789012:role/pinecone_cmek_access_"+region), vendor)
}

func pick[T any](random *rand.Rand, choices ...T) T { return choices[random.IntN(len(choices))] }

func faulty[T any](random *rand.Rand, fault, right T) T {
	if random.IntN(10) == 0 {
		return fault
	}
	return right
}
