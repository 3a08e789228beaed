package terraform

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/terraform/lang"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// call is a function that only Terragrunt has; nil for all others.
// https://terragrunt.gruntwork.io/docs/reference/hcl/functions/
func (c *config) call(sc *scope, name string, e *hclsyntax.FunctionCallExpr) *node {
	if why := whereRun(name); why != "" {
		return c.fromRun(sc, name, why, e)
	}
	switch name {
	case "read_terragrunt_config", "find_in_parent_folders", "get_parent_terragrunt_dir", "mark_as_read",
		"path_relative_to_include", "path_relative_from_include", "get_terragrunt_dir", "get_original_terragrunt_dir",
		"get_repo_root", "get_path_from_repo_root", "get_path_to_repo_root":
	default:
		return nil
	}
	args, why := sc.arguments(e)
	if why != nil {
		return why
	}
	at := sc.file.in(e.Range())
	switch name {
	case "read_terragrunt_config":
		return c.read(sc, e, args)
	case "find_in_parent_folders":
		return c.findAbove(sc, e, args)
	case "get_terragrunt_dir":
		return absolute(c.own, at)
	case "get_original_terragrunt_dir":
		return absolute(c.root.planned.path, at)
	case "mark_as_read":
		if len(args) == 1 {
			return args[0]
		}
		return sc.fail(e.Range(), "%s() needs one argument", name)
	case "get_repo_root", "get_path_from_repo_root", "get_path_to_repo_root":
		return c.inRepository(sc, name, e)
	}
	return c.byInclude(sc, name, e, args)
}

// whereRun is why the value of a function hangs on the run, empty where it does not.
func whereRun(name string) string {
	switch name {
	case "get_env":
		return "get_env() is of the environment that Terragrunt is run in"
	case "run_cmd":
		return "run_cmd() is what a command prints, and none is run"
	case "sops_decrypt_file":
		return "sops_decrypt_file() needs the key of the file"
	case "read_tfvars_file":
		return "read_tfvars_file() is not followed"
	case "get_platform", "get_working_dir", "get_terraform_command", "get_terraform_cli_args", "get_tf_command",
		"get_default_retryable_errors", "get_terragrunt_source_cli_flag", "mark_glob_as_read", "constraint_check",
		"get_terraform_commands_that_need_vars", "get_terraform_commands_that_need_locking",
		"get_terraform_commands_that_need_input", "get_terraform_commands_that_need_parallelism",
		"get_aws_account_alias", "get_aws_account_id", "get_aws_caller_identity_arn", "get_aws_caller_identity_user_id":
		return name + "() hangs on how Terragrunt is run"
	}
	return ""
}

// fromRun is what a run alone knows. What may be a secret has the name that it goes by, as a
// variable that nobody gave a value has.
func (c *config) fromRun(sc *scope, name, why string, e *hclsyntax.FunctionCallExpr) *node {
	args, failed := sc.arguments(e)
	if failed != nil {
		return failed
	}
	made := sc.missing(e.Range(), why)
	switch name {
	case "get_env", "sops_decrypt_file", "run_cmd":
		made.gap.variable = name
		if len(args) > 0 && name == "get_env" {
			made.gap.variable, _ = text(args[0].force())
		}
		made.value = cty.UnknownVal(cty.String)
	}
	return made
}

// read is a file of Terragrunt's as an object.
func (c *config) read(sc *scope, e *hclsyntax.FunctionCallExpr, args []*node) *node {
	if len(args) == 0 || len(args) > 2 {
		return sc.fail(e.Range(), "read_terragrunt_config() needs a path, and may have a default")
	}
	at, why := c.place(args[0])
	switch {
	case why != nil && args[0].force().IsKnown():
		c.root.problems.add(problem{snapshot.Gap, why.reason + ": it is not read", sc.file.in(e.Range())})
		return sc.missing(e.Range(), why.reason)
	case why != nil:
		return unknown(why, args[0].references()...)
	case c.root.loader.isFile(path.Join(at, unitFile)):
		at = path.Join(at, unitFile)
	}
	switch {
	case c.root.loader.isFile(at):
		return c.root.config(at).node()
	case len(args) == 2:
		return args[1]
	}
	return sc.fail(e.Range(), "there is no file %s to read", collect.Quote(at))
}

// findAbove is the nearest file or folder of a name above the file's own folder. What is above
// the scanned folder, nobody sees.
func (c *config) findAbove(sc *scope, e *hclsyntax.FunctionCallExpr, args []*node) *node {
	name := unitFile
	if len(args) > 0 {
		var ok bool
		if name, ok = text(args[0].force()); !ok {
			return unknown(args[0].orUnknown(), args[0].references()...)
		}
	}
	for dir := c.own; dir != "."; {
		dir = path.Dir(dir)
		at, inside := inScan(dir, name)
		if inside && c.root.loader.exists(at) {
			return absolute(at, sc.file.in(e.Range()))
		}
	}
	if len(args) == 2 && c.root.loader.exists(".git") {
		return args[1]
	}
	why := fmt.Sprintf("there is no %s above %s in the scanned folder", collect.Quote(name), collect.Quote(c.own))
	return sc.missing(e.Range(), why)
}

// repository is the top of the repository that a folder is in: the nearest above it that has
// git's data. The scanned folder is taken for it where there are none, and certain is false.
func (l *loader) repository(dir string) (top string, certain bool) {
	for !l.exists(path.Join(dir, ".git")) {
		if dir == "." {
			return dir, false
		}
		dir = path.Dir(dir)
	}
	return dir, true
}

func (c *config) inRepository(sc *scope, name string, e *hclsyntax.FunctionCallExpr) *node {
	top, certain := c.root.loader.repository(c.own)
	switch {
	case name == "get_repo_root":
		return absolute(top, sc.file.in(e.Range()))
	case !certain:
		return sc.missing(e.Range(), name+"() hangs on where the top of the repository is, which has no .git here")
	case name == "get_path_from_repo_root":
		return relative(top, c.own)
	}
	return relative(c.own, top)
}

// byInclude are the functions that tell where the file is that includes, and the one that is
// included.
func (c *config) byInclude(sc *scope, name string, e *hclsyntax.FunctionCallExpr, args []*node) *node {
	var names []string
	for _, arg := range args {
		given, ok := text(arg.force())
		if !ok {
			return unknown(arg.orUnknown(), arg.references()...)
		}
		names = append(names, given)
	}
	above := c.own
	switch {
	case c.by != nil:
		above = path.Dir(c.path)
	case len(c.resolve()) > 0:
		one := c.selected(names)
		switch {
		case one == nil:
			return sc.fail(e.Range(), "%s() needs the name of an include block of this file", name)
		case one.config == nil:
			return unknown(one.gap)
		}
		above = path.Dir(one.config.path)
	}
	switch name {
	case "get_parent_terragrunt_dir":
		return absolute(above, sc.file.in(e.Range()))
	case "path_relative_to_include":
		return relative(above, c.own)
	}
	return relative(c.own, above)
}

// relative is the path from one folder of the scan to another.
func relative(from, to string) *node {
	made, err := filepath.Rel(filepath.FromSlash(from), filepath.FromSlash(to))
	if err != nil {
		return unknown(&gap{reason: "there is no path from one folder to the other"})
	}
	return known(cty.StringVal(filepath.ToSlash(made)))
}

func (l *loader) exists(at string) bool {
	_, err := fs.Stat(l.tree.FS(), at)
	return err == nil
}

// function finds a function by name. Those that read files are the root module's own, or
// Terragrunt's file's, to whose folder paths are relative.
func (m *module) function(name string) (function.Function, bool) {
	c := m.config
	if c == nil || !readsFiles(name) {
		return m.root.function(name)
	}
	if c.table == nil {
		c.table = c.root.loader.library.For(lang.Scope{FS: c.root.loader.tree.FS(), Root: m.folder.path})
	}
	found, ok := c.table[name]
	return found, ok
}

func readsFiles(name string) bool {
	return strings.Contains(name, "file") || strings.Contains(name, "template")
}

// base is the folder that paths of files are relative to.
func (m *module) base() string {
	if m.config != nil {
		return m.folder.path
	}
	return m.root.path
}

// found puts a relative path in the place of an absolute one of which only the end is known,
// so that functions can read what is there, and of one to a file that Terragrunt copies from
// beside a unit.
func (sc *scope) found(name string, args []*node) {
	if !readsFiles(name) || len(args) == 0 {
		return
	}
	base, r := sc.module.base(), sc.module.root
	value, isKnown := text(args[0].force())
	switch folder := args[0].origin().folder; {
	case !isKnown && folder != "":
		args[0] = relative(base, folder)
	case isKnown && sc.module.config == nil && r.handed != nil:
		if at, inside := inScan(r.planned.path, value); inside && r.loader.isFile(at) {
			args[0] = relative(base, at)
		}
	}
}
