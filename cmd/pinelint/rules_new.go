package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/policies"
)

//go:embed templates/rule.rego.tmpl
var ruleTemplate string

//go:embed templates/rule_test.rego.tmpl
var ruleTestTemplate string

// newRule is what the templates of a rule are filled with.
type newRule struct{ Category, Name, Resource string }

func newRulesNewCommand(on system) *cobra.Command {
	var folder, resource string
	command := &cobra.Command{
		Use:   "new CATEGORY NAME",
		Short: "Write a first version of a rule and of its test",
		Example: `  pinelint rules new indexes naming --dir our-policies
  pinelint rules test our-policies
  pinelint check --policy our-policies`,
		Args: counted(2, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			rule := newRule{
				Category: strings.ReplaceAll(args[0], "-", "_"),
				Name:     strings.ReplaceAll(args[1], "-", "_"),
				Resource: resource,
			}
			if !isRuleName(rule.Category) || !isRuleName(rule.Name) {
				return usage("a category and a name are lower-case words with dashes, such as indexes and naming-scheme")
			}
			types, err := snapshotTypes()
			if err != nil {
				return err
			}
			if types[resource] == nil {
				return usage("there is no resource type %q: policies/schema/types has them", resource)
			}
			if err := rule.taken(); err != nil {
				return err
			}
			return rule.write(on, folder)
		},
	}
	command.Flags().StringVar(&folder, "dir", "policies", "the `DIR` of policies that the rule goes into")
	command.Flags().StringVar(&resource, "resource", "pinecone_index", "the `TYPE` of resource that the rule judges")
	return command
}

// taken refuses the id of a shipped rule: one of a policy of one's own may not have it.
func (r newRule) taken() error {
	if collect.IsFile(policies.FS, path.Join("rules", r.Category, r.Name, r.Name+".rego")) {
		id := strings.ReplaceAll(r.Category+"/"+r.Name, "_", "-")
		return usage("%s is a rule that pinelint has: give yours another name", id)
	}
	return nil
}

func isRuleName(name string) bool { return regexp.MustCompile(`^[a-z][a-z0-9_]*$`).MatchString(name) }

func (r newRule) write(on system, folder string) error {
	into := filepath.Join(folder, "rules", r.Category, r.Name)
	if err := os.MkdirAll(into, 0o755); err != nil {
		return usage("make the rule's folder: %w", err)
	}
	for suffix, text := range map[string]string{".rego": ruleTemplate, "_test.rego": ruleTestTemplate} {
		name := filepath.Join(into, r.Name+suffix)
		if err := r.fill(name, text); err != nil {
			return err
		}
	}
	fmt.Fprintf(on.stdout, "%s\n%s\n", filepath.Join(into, r.Name+".rego"), filepath.Join(into, r.Name+"_test.rego"))
	return nil
}

func (r newRule) fill(name, text string) error {
	filled := strings.NewReplacer("CATEGORY", r.Category, "NAME", r.Name, "RESOURCE", r.Resource).Replace(text)
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usage("%s is there already", name)
	}
	if err != nil {
		return usage("write %s: %w", name, err)
	}
	defer file.Close()
	if _, err := file.WriteString(filled); err != nil {
		return usage("write %s: %w", name, err)
	}
	return nil
}
