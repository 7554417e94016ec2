//! Whatever is wrong with a request is said precisely, and loses nothing.

use plenary_client::api::Api;
use plenary_protocol::api::CreateWorkshop;
use plenary_tests::{TestServer, Workshop, new_workshop};

use super::{expect, problem};

async fn check(api: &Api, path: &[&str], body: &str, (status, kind, says): (u16, &str, &str)) {
    let call = api.post_text(path, "application/json", body.to_owned());
    expect(&problem(call).await, status, kind, says);
}

#[tokio::test]
async fn a_body_that_is_wrong_is_told_where() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let id = workshop.id().to_string();
    let commands = ["workshops", id.as_str(), "commands"];
    let api = &workshop.facilitator.api;
    let before = api.session(workshop.id()).await?;
    for (body, says) in [
        ("", ""),
        ("{", "not valid JSON"),
        ("{\"type\":\"open_round\",", "line 1 column"),
        ("[]", ""),
        ("{\"type\":\"explode\"}", "unknown variant `explode`"),
        ("{\"type\":\"close_round\"}", "missing field `round`"),
        (
            "{\"type\":\"close_round\",\"round\":\"first\"}",
            "`first` is not a round id",
        ),
        (
            "{\"type\":\"close_round\",\"round\":\"r1\",\"now\":true}",
            "unknown field `now`",
        ),
        ("{\"type\":\"extend_step\",\"minutes\":-1}", "-1"),
        (
            "{\"type\":\"move_step\",\"from\":\"lobby\",\"to\":\"lunch\"}",
            "unknown variant `lunch`",
        ),
        (
            "{\"type\":\"set_role\",\"seat\":\"me\",\"role\":\"observer\"}",
            "`me` is not a seat id",
        ),
    ] {
        check(api, &commands, body, (422, "invalid", says)).await;
    }
    let wrong_type = api.post_text(&commands, "text/plain", "{}".to_owned());
    expect(
        &problem(wrong_type).await,
        415,
        "unsupported_media_type",
        "Content-Type",
    );
    let huge = format!(
        "{{\"type\":\"create_table\",\"name\":\"{}\"}}",
        "x".repeat(70_000)
    );
    check(
        api,
        &commands,
        &huge,
        (413, "too_large", "larger than 64 KiB"),
    )
    .await;
    let long = format!(
        "{{\"type\":\"create_table\",\"name\":\"{}\"}}",
        "x".repeat(81)
    );
    check(
        api,
        &commands,
        &long,
        (422, "invalid", "81 characters: it may have at most 80"),
    )
    .await;

    let after = api.session(workshop.id()).await?;
    assert_eq!(
        (before.run_sheet, before.tables),
        (after.run_sheet, after.tables)
    );
    Ok(())
}

#[tokio::test]
async fn a_workshop_that_cannot_be_made_is_told_why() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let api = server.api();
    let refused = async |change: &dyn Fn(&mut CreateWorkshop), says: &str| {
        let mut asked = new_workshop();
        change(&mut asked);
        expect(&problem(api.create(&asked)).await, 422, "invalid", says);
    };
    refused(&|asked| asked.title = "  ".to_owned(), "the title is empty").await;
    refused(
        &|asked| asked.title = "x".repeat(121),
        "121 characters: it may have at most 120",
    )
    .await;
    refused(&|asked| asked.frameworks.clear(), "no framework is given").await;
    refused(
        &|asked| asked.frameworks = vec!["pit-z".parse().expect("well formed")],
        "there is no framework `pit-z`",
    )
    .await;
    refused(
        &|asked| asked.frameworks.push(asked.frameworks[0].clone()),
        "framework `pit-a` is given twice",
    )
    .await;
    refused(
        &|asked| asked.minimum_group = Some(2),
        "minimum_group is 2: it must be 3 to 50",
    )
    .await;
    refused(
        &|asked| asked.sectors = Some(Vec::new()),
        "0 sectors are given",
    )
    .await;
    for (body, says) in [
        ("{\"title\":\"x\"}", "missing field `frameworks`"),
        (
            "{\"title\":\"x\",\"frameworks\":[\"Pit A\"]}",
            "lower-case letters",
        ),
        (
            "{\"title\":\"x\",\"frameworks\":[\"pit-a\"],\"reveal\":\"never\"}",
            "unknown variant `never`",
        ),
        (
            "{\"title\":\"x\",\"frameworks\":[\"pit-a\"],\"colour\":1}",
            "unknown field `colour`",
        ),
    ] {
        check(api, &["workshops"], body, (422, "invalid", says)).await;
    }
    Ok(())
}

#[tokio::test]
async fn a_place_that_does_not_exist_is_told_as_a_problem() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let workshop = Workshop::begin(&server).await?;
    let api = &workshop.facilitator.api;
    let id = workshop.id().to_string();
    let check = async |path: &[&str], query: &[(&str, &str)], status: u16, says: &str| {
        let query: Vec<(&str, String)> = query
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        let problem = problem(api.get_bytes(path, &query)).await;
        assert_eq!(problem.status, status, "{path:?}: {problem:?}");
        assert!(
            problem.detail.contains(says),
            "it should say `{says}`: {problem:?}"
        );
    };
    check(&["nothing"], &[], 404, "openapi.json").await;
    check(&["workshops", "mine"], &[], 404, "no such workshop").await;
    check(
        &["workshops", "00000000-0000-4000-8000-000000000000"],
        &[],
        404,
        "there is no such workshop",
    )
    .await;
    check(
        &["workshops", &id, "results"],
        &[],
        404,
        "no round has been opened",
    )
    .await;
    check(
        &["workshops", &id, "results"],
        &[("round", "x")],
        422,
        "`x` is not a round id",
    )
    .await;
    check(
        &["workshops", &id, "results"],
        &[("round", "r7")],
        404,
        "r7",
    )
    .await;
    check(&["workshops", &id, "results"], &[("by", "hat")], 422, "hat").await;
    check(
        &["workshops", &id, "results"],
        &[("colour", "red")],
        422,
        "colour",
    )
    .await;
    check(
        &["workshops", &id, "export", "x.pdf"],
        &[],
        404,
        "collation.csv",
    )
    .await;
    check(
        &["workshops", &id, "frameworks", "pit-b"],
        &[],
        404,
        "pit-b",
    )
    .await;
    check(&["frameworks", "pit-z"], &[], 404, "pit-z").await;
    check(&["join", "CCCCCCC"], &[], 404, "").await;
    check(&["join", "what"], &[], 422, "`what` is not a join code").await;
    check(&["workshops"], &[], 405, "GET is not possible").await;
    Ok(())
}
