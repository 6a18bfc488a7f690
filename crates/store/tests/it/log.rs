//! Logs: append and read, and what happens when two write at once.

use crate::house::{CASE, House, event, founding, ids, room};
use case::CaseId;
use disclosure::Audience;
use proceedings::{Event, EventId};
use store::{AppendError, Asked, Founded, Head, StoreError};

on_both! {
    what_was_appended_is_read_back_in_order,
    a_log_whose_last_page_is_short_is_read_back_in_order,
    the_news_of_several_logs_come_in_the_order_in_which_the_logs_were_asked_for,
    a_lost_race_keeps_nothing_and_says_where_the_log_is,
    an_event_that_is_there_is_not_appended_again,
    a_case_cannot_be_founded_over_another,
    a_case_that_is_not_there_is_said_to_be_so,
    a_case_is_found_by_the_whole_of_its_id_and_by_no_other,
    a_second_store_reads_what_the_first_has_written,
    the_public_ring_opens_the_public_log_alone,
}

async fn what_was_appended_is_read_back_in_order(house: &House) {
    let Founded { registry, ring, .. } = house.founded().await;
    let north = room("north");
    assert_eq!(
        registry.head(&north, &ring).await.unwrap(),
        Head::of_number(1)
    );
    let events: Vec<_> = (100..103).map(event).collect();
    let head = registry
        .append(&north, &ring, Head::of_number(1), &events)
        .await;
    assert_eq!(head.unwrap(), Head::of_number(4));
    let read = registry.events(&north, &ring, Head::of_number(1)).await;
    assert_eq!(ids(&read.unwrap()), ids(&events));
    let none = registry.events(&north, &ring, Head::of_number(4)).await;
    assert!(none.unwrap().is_empty());
    let south = registry.head(&room("south"), &ring).await;
    assert_eq!(south.unwrap(), Head::of_number(1));
}

async fn a_log_whose_last_page_is_short_is_read_back_in_order(house: &House) {
    let Founded { registry, ring, .. } = house.founded().await;
    let team = Audience::Team;
    let seen = Head::of_number(1);
    let events: Vec<_> = (1_000..2_030).map(event).collect();
    let head = registry.append(&team, &ring, seen, &events).await;
    assert_eq!(head.unwrap(), Head::of_number(1_031));
    let read = registry.events(&team, &ring, seen).await.unwrap();
    assert!(ids(&read) == ids(&events));
}

async fn the_news_of_several_logs_come_in_the_order_in_which_the_logs_were_asked_for(
    house: &House,
) {
    let Founded { registry, ring, .. } = house.founded().await;
    let audiences = [
        Audience::Team,
        room("south"),
        Audience::Plenary,
        room("north"),
        Audience::Public,
    ];
    let one = Head::of_number(1);
    let events: Vec<_> = (100..1_230).map(event).collect();
    for audience in [&audiences[0], &audiences[3]] {
        registry
            .append(audience, &ring, one, &events)
            .await
            .unwrap();
    }
    let afters = [one, one, Head::EMPTY, Head::of_number(1_129), Head::EMPTY];
    let asked = audiences.iter().zip(afters);
    let asked = asked.map(|(audience, after)| Asked {
        audience,
        ring: &ring,
        after,
    });
    let as_read = |audience: &Audience, events: Vec<Event>| (audience.clone(), events);
    let news = registry.news(asked.collect(), as_read).await.unwrap();
    let heard = news.iter().map(|(audience, _)| audience);
    let expected = [0, 2, 3, 4].map(|place: usize| &audiences[place]);
    assert_eq!(heard.collect::<Vec<_>>(), expected);
    for ((audience, read), after) in news.iter().zip([one, Head::EMPTY, afters[3], Head::EMPTY]) {
        let alone = registry.events(audience, &ring, after).await.unwrap();
        assert!(ids(read) == ids(&alone), "{audience}");
    }
    assert_eq!((news[0].1.len(), news[2].1.len()), (1_130, 2));
    // The one that it may not open is refused before anything is read.
    let public = registry.public_ring().await.unwrap();
    let asked = [&audiences[4], &audiences[3]].map(|audience| Asked {
        audience,
        ring: &public,
        after: Head::EMPTY,
    });
    let refused = registry.news(asked.into(), as_read).await;
    assert!(matches!(refused, Err(StoreError::NotOpen { .. })));
}

async fn a_lost_race_keeps_nothing_and_says_where_the_log_is(house: &House) {
    let Founded { registry, ring, .. } = house.founded().await;
    let team = Audience::Team;
    let one = [event(100)];
    let first = registry.append(&team, &ring, Head::of_number(1), &one);
    assert_eq!(first.await.unwrap(), Head::of_number(2));
    for seen in [Head::EMPTY, Head::of_number(1), Head::of_number(3)] {
        let second = registry.append(&team, &ring, seen, &[event(101)]).await;
        let AppendError::Stale { head } = second.unwrap_err() else {
            panic!("it is stale")
        };
        assert_eq!(head, Head::of_number(2));
    }
    let read = registry.events(&team, &ring, Head::of_number(1)).await;
    assert_eq!(ids(&read.unwrap()), [EventId::new(100)]);
}

async fn an_event_that_is_there_is_not_appended_again(house: &House) {
    let Founded { registry, ring, .. } = house.founded().await;
    let plenary = Audience::Plenary;
    let (one, two) = (event(100), event(101));
    let one_alone = std::slice::from_ref(&one);
    for seen in [1, 1, 2, 9] {
        let head = registry.append(&plenary, &ring, Head::of_number(seen), one_alone);
        assert_eq!(head.await.unwrap(), Head::of_number(2));
    }
    let both = [one, two];
    let head = registry
        .append(&plenary, &ring, Head::of_number(2), &both)
        .await;
    assert_eq!(head.unwrap(), Head::of_number(3));
    let read = registry.events(&plenary, &ring, Head::of_number(1)).await;
    assert_eq!(ids(&read.unwrap()), ids(&both));
}

async fn a_case_cannot_be_founded_over_another(house: &House) {
    house.founded().await;
    let again = house.store().await.found(&founding()).await;
    let fault = again.err().unwrap();
    assert!(matches!(fault, StoreError::CaseExists { .. }), "{fault}");
    assert_eq!(
        house.store().await.cases().await.unwrap(),
        [CaseId::new(CASE)]
    );
}

async fn a_case_that_is_not_there_is_said_to_be_so(house: &House) {
    let store = house.store().await;
    assert!(store.cases().await.unwrap().is_empty());
    let fault = store
        .case(&CaseId::new("../elsewhere"))
        .await
        .err()
        .unwrap();
    assert!(matches!(fault, StoreError::NoSuchCase { .. }), "{fault}");
}

async fn a_case_is_found_by_the_whole_of_its_id_and_by_no_other(house: &House) {
    let store = house.store().await;
    let long = "the-second-round-of-talks-on-the-border-between-north-and-south";
    // The second is written `a_2eb`, and `_` stands for any character in a pattern of SQL.
    let mut cases = ["a-2eb", "a.b", long].map(CaseId::new);
    for case in &cases {
        let fault = store.case(case).await.err().unwrap();
        assert!(matches!(fault, StoreError::NoSuchCase { .. }), "{fault}");
        let mut founding = founding();
        founding.case = case.clone();
        store.found(&founding).await.unwrap();
    }
    cases.sort();
    assert_eq!(store.cases().await.unwrap(), cases);
}

async fn a_second_store_reads_what_the_first_has_written(house: &House) {
    let Founded { registry, ring, .. } = house.founded().await;
    let second = house.store().await.case(&CaseId::new(CASE)).await.unwrap();
    let team = Audience::Team;
    let (one, two) = ([event(100)], [event(101)]);
    let append = registry.append(&team, &ring, Head::of_number(1), &one);
    assert_eq!(append.await.unwrap(), Head::of_number(2));
    let read = second
        .events(&team, &ring, Head::of_number(1))
        .await
        .unwrap();
    assert_eq!(ids(&read), [EventId::new(100)]);
    let append = second.append(&team, &ring, Head::of_number(2), &two);
    assert_eq!(append.await.unwrap(), Head::of_number(3));
    assert_eq!(
        registry.head(&team, &ring).await.unwrap(),
        Head::of_number(3)
    );
}

async fn the_public_ring_opens_the_public_log_alone(house: &House) {
    let Founded { registry, .. } = house.founded().await;
    let ring = registry.public_ring().await.unwrap();
    assert_eq!(ring.audiences().collect::<Vec<_>>(), [&Audience::Public]);
    let public = registry.events(&Audience::Public, &ring, Head::EMPTY).await;
    assert_eq!(public.unwrap().len(), 1);
    for other in [
        Audience::Plenary,
        Audience::Team,
        room("north"),
        room("nowhere"),
    ] {
        let fault = registry
            .events(&other, &ring, Head::EMPTY)
            .await
            .err()
            .unwrap();
        assert!(matches!(fault, StoreError::NotOpen { .. }), "{fault}");
        let one = [event(100)];
        let append = registry
            .append(&other, &ring, Head::of_number(1), &one)
            .await;
        assert!(append.is_err());
    }
}
