package evaluate

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

// TestResult is how one Rego test ended.
type TestResult struct {
	// Package and Name of the test; File and Line are where it stands.
	Package, Name string
	File          string
	Line          int
	// Failed says that the test's body is false or undefined; Err is why it could not be
	// evaluated at all. Skipped tests are named todo_test_….
	Failed   bool
	Skipped  bool
	Err      error
	Duration time.Duration
}

// Test runs the Rego tests of policy folders, with the shipped library and facts beside
// them. Without a folder it runs the tests of the shipped policies. Tests run in the same
// sandbox as rules.
func Test(ctx context.Context, policies fs.FS, folders []Folder) ([]TestResult, error) {
	library, err := openLibrary(policies, "", folders)
	if err != nil {
		return nil, err
	}
	modules, err := library.testModules(folders)
	if err != nil {
		return nil, err
	}
	store := inmem.NewFromObjectWithOpts(library.data(topics(modules)), inmem.OptRoundTripOnWrite(false))
	runner := tester.NewRunner().
		SetCompiler(ast.NewCompiler().WithCapabilities(sandbox())).
		SetStore(store).
		SetModules(modules).
		SetTimeout(time.Minute).
		RaiseBuiltinErrors(true)
	var results []TestResult
	err = storage.Txn(ctx, store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		stream, err := runner.RunTests(ctx, txn)
		if err != nil {
			return fmt.Errorf("run tests: %w", err)
		}
		for result := range stream {
			results = append(results, testResult(result))
		}
		return nil
	})
	slices.SortFunc(results, func(a, b TestResult) int {
		return strings.Compare(a.Package+"\x00"+a.Name, b.Package+"\x00"+b.Name)
	})
	return results, err
}

func testResult(result *tester.Result) TestResult {
	return TestResult{
		Package: strings.TrimPrefix(result.Package, "data."), Name: result.Name,
		File: result.Location.File, Line: result.Location.Row,
		Failed: result.Fail, Skipped: result.Skip, Err: result.Error, Duration: result.Duration,
	}
}

// testModules are all modules and tests: of the folders, or else of the shipped policies.
func (l *library) testModules(folders []Folder) (map[string]*ast.Module, error) {
	rules := l.rules
	if len(folders) > 0 {
		rules = nil
	}
	modules, err := l.modules(rules)
	if err != nil {
		return nil, err
	}
	if len(folders) == 0 {
		folders = []Folder{{FS: l.policies}}
	}
	for i, folder := range folders {
		err := fs.WalkDir(folder.FS, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(name, "_test.rego") {
				return err
			}
			module, err := parseModule(folder, name, false)
			if err != nil {
				return err
			}
			modules[fmt.Sprintf("test %d/%s", i, name)] = module
			return l.needed(module, modules)
		})
		if err != nil {
			return nil, err
		}
	}
	return modules, nil
}

// needed loads the libraries that a test imports.
func (l *library) needed(module *ast.Module, modules map[string]*ast.Module) error {
	for _, folder := range imports(module) {
		if _, err := l.load(folder, modules); err != nil {
			return err
		}
	}
	return nil
}
