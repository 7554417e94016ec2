//! What the pages for operators and for developers say must be so.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, ensure};

/// The repository's folder.
pub(crate) fn repository() -> anyhow::Result<&'static Path> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("the tests stand in the repository")
}

/// The texts of all files below a folder whose names end so; what is installed or built there is left out.
fn texts(folder: &Path, endings: &[&str], found: &mut Vec<String>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if name != "node_modules" && name != "target" {
                texts(&path, endings, found)?;
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

/// The texts of all such files in these folders of the repository.
fn texts_in(folders: &[&str], endings: &[&str]) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    for folder in folders {
        texts(&repository()?.join(folder), endings, &mut found)?;
    }
    Ok(found)
}

/// The names of all functions in a source.
fn functions(source: &str) -> impl Iterator<Item = &str> {
    let names = source.split("fn ").skip(1);
    names.filter_map(|rest| Some(rest.split_once(['(', '<'])?.0.trim()))
}

#[test]
fn every_test_that_the_page_on_security_names_is_there() -> anyhow::Result<()> {
    let folders = [
        "protocol/src",
        "protocol/tests",
        "server/src",
        "server/tests",
        "tests/stories",
    ];
    let sources = texts_in(&folders, &[".rs"])?;
    let known: BTreeSet<&str> = sources
        .iter()
        .flat_map(|source| functions(source))
        .collect();
    let page = fs::read_to_string(repository()?.join("SECURITY.md"))?;
    let rows = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| threat"));
    let mut named = 0;
    for row in rows {
        let tests = row.trim_end_matches('|').rsplit('|').next();
        for test in tests.context("a row has columns")?.split(',') {
            let test = test.trim().trim_matches('`');
            ensure!(known.contains(test), "there is no test `{test}`: {row}");
            named += 1;
        }
    }
    ensure!(20 < named, "only {named} tests are named");
    Ok(())
}

#[test]
fn every_file_that_a_page_for_developers_names_is_there() -> anyhow::Result<()> {
    let root = repository()?;
    let mut named = 0;
    for page in [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "docs/GLOSSARY.md",
        "docs/LANGUAGES.md",
        "docs/RECIPES.md",
        "README.md",
    ] {
        let text = fs::read_to_string(root.join(page))?;
        let folder = root.join(page).parent().context("a folder")?.to_owned();
        let links = text.split("](").skip(1);
        let links = links.filter_map(|rest| Some(rest.split_once(')')?.0));
        let links = links.filter(|link| !link.starts_with("http") && !link.starts_with('#'));
        let links = links.map(|link| folder.join(link.split('#').next().unwrap_or(link)));
        let tops = [
            "protocol/",
            "server/",
            "client/",
            "tests/",
            "docs/",
            "fuzz/",
        ];
        let paths = text
            .split('`')
            .filter(|path| tops.iter().any(|top| path.starts_with(top)));
        // A pattern names many, and a sentence between two of them none.
        let paths = paths.filter(|path| !path.contains(['{', '*', ' ', ':', '\n']));
        for path in links.chain(paths.map(|path| root.join(path))) {
            ensure!(path.exists(), "{page} names {}", path.display());
            named += 1;
        }
    }
    ensure!(60 < named, "only {named} files are named");
    Ok(())
}

/// Whether a crate has this module or function, named by the module above it.
fn is_in_a_crate(root: &Path, above: &str, name: &str) -> anyhow::Result<bool> {
    for crate_name in ["protocol", "server", "client"] {
        let source = root.join(crate_name).join("src");
        if above == crate_name && source.join(format!("{name}.rs")).exists() {
            return Ok(true);
        }
        if source.join(above).join(format!("{name}.rs")).exists() {
            return Ok(true);
        }
        let file = source.join(format!("{above}.rs"));
        if file.exists() && functions(&fs::read_to_string(file)?).any(|known| known == name) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[test]
fn every_module_that_a_page_for_developers_names_is_there() -> anyhow::Result<()> {
    let root = repository()?;
    let mut pages = vec!["ARCHITECTURE.md".into(), "docs/GLOSSARY.md".into()];
    for decision in fs::read_dir(root.join("docs/decisions"))? {
        pages.push(decision?.path());
    }
    let (mut named, mut absent) = (0, Vec::new());
    for page in pages {
        let text = fs::read_to_string(root.join(&page))?;
        let is_word = |word: &str| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        };
        for (above, name) in text.split('`').filter_map(|path| path.split_once("::")) {
            if is_word(above) && is_word(name) {
                named += 1;
                if !is_in_a_crate(root, above, name)? {
                    absent.push(format!("{} names {above}::{name}", page.display()));
                }
            }
        }
    }
    ensure!(absent.is_empty(), "{}", absent.join("\n"));
    ensure!(20 < named, "only {named} modules are named");
    Ok(())
}

#[test]
fn decisions_are_numbered_and_the_page_on_architecture_leads_to_each() -> anyhow::Result<()> {
    let root = repository()?;
    let page = fs::read_to_string(root.join("ARCHITECTURE.md"))?;
    let files = fs::read_dir(root.join("docs/decisions"))?;
    let mut names = files
        .map(|file| Ok(file?.file_name().to_string_lossy().into_owned()))
        .collect::<anyhow::Result<Vec<_>>>()?;
    names.sort();
    for (name, number) in names.iter().zip(1..) {
        ensure!(
            name.starts_with(&format!("{number:03}-")),
            "{name} is not the {number}th"
        );
        let text = fs::read_to_string(root.join("docs/decisions").join(name))?;
        let title = text.lines().next().unwrap_or_default();
        let title = title.strip_prefix(&format!("# {number}. "));
        let title = title.with_context(|| format!("{name} has no title with its number"))?;
        let link = format!("[{title}](docs/decisions/{name})");
        ensure!(page.contains(&link), "ARCHITECTURE.md lacks {link}");
    }
    Ok(())
}

/// `ma4`: two letters and a number.
fn is_rule(word: &str) -> bool {
    let (letters, number) = word.split_at_checked(2).unwrap_or_default();
    letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The rules with which the names of a text's tests begin: of functions, titles and cases.
fn rules_named(text: &str) -> impl Iterator<Item = String> {
    let names = functions(text).map(|name| name.split('_').collect());
    let titles = text
        .split(['"', '`', '\''])
        .map(|title| title.split_whitespace().collect());
    names.chain(titles).flat_map(|words: Vec<&str>| {
        let rules = words.into_iter().take_while(|word| is_rule(word));
        rules.map(str::to_ascii_uppercase)
    })
}

#[test]
fn every_rule_of_the_contract_is_named_by_a_test() -> anyhow::Result<()> {
    let root = repository()?;
    let folders = [
        "protocol/src",
        "protocol/tests",
        "server/src",
        "server/tests",
        "client/src",
        "client/web/src",
        "tests/stories",
        "tests/provider",
        "tests/e2e/journeys",
    ];
    let sources = texts_in(&folders, &[".rs", ".test.ts", ".mjs"])?;
    let named: BTreeSet<String> = sources.iter().flat_map(|text| rules_named(text)).collect();
    let page = fs::read_to_string(root.join("docs/PROTOCOL.md"))?;
    let rules = page.lines().filter_map(|line| {
        let (rule, _) = line.strip_prefix("**")?.split_once("**")?;
        is_rule(rule).then_some(rule)
    });
    let rules: Vec<&str> = rules.collect();
    let without: Vec<&&str> = rules
        .iter()
        .filter(|rule| !named.contains(**rule))
        .collect();
    ensure!(without.is_empty(), "no test names {without:?}");
    ensure!(100 < rules.len(), "only {} rules are there", rules.len());
    Ok(())
}
