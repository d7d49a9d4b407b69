import type { MailWords } from "./mail-words.ts";

/** Names stand in the nominative, behind a colon or alone: they cannot be declined here. */
export const pl: MailWords = {
  greeting: "Cześć {name},",
  templates: {
    reminder: {
      cart: {
        subject: "{product}: nadal w koszyku",
        preheader: "Wszystko zostało tak, jak było.",
        title: "Zachowaliśmy Twój koszyk",
        body: "Możesz wrócić do zakupów w tym samym miejscu, na tym lub innym urządzeniu.",
      },
      checkout: {
        subject: "{product}: został ostatni krok",
        preheader: "Wszystko jest tak, jak było.",
        title: "Możesz dokończyć zakupy",
        body: "Zamówienie nie zostało jeszcze złożone. Możesz je dokończyć na tym lub innym urządzeniu.",
      },
    },
    doubts: {
      cart: {
        subject: "{product}: masz pytania?",
        preheader: "O to najczęściej pytają nas kupujący.",
        title: "Jeszcze się zastanawiasz?",
        body: "Nie ma pośpiechu. Jeśli chcesz się czegoś dowiedzieć, po prostu odpowiedz na tę wiadomość.",
      },
      checkout: {
        subject: "{product}: coś przeszkodziło?",
        preheader: "O to pytają kupujący, zanim zamówią.",
        title: "Coś przeszkodziło w zakupie?",
        body: "Jeśli przy zamówieniu pojawiło się pytanie, po prostu odpowiedz na tę wiadomość. Koszyk zachowaliśmy.",
      },
    },
    incentive: {
      cart: {
        preheader: "Kod jest w środku, a koszyk taki, jak był.",
        title: "Mały dodatek do Twojego koszyka",
        body: "Jeśli nadal masz na to ochotę, dokładamy coś od siebie.",
      },
      checkout: {
        preheader: "Kod jest w środku, a koszyk taki, jak był.",
        title: "Mały dodatek do Twojego koszyka",
        body: "Jeśli nadal chcesz dokończyć zakupy, dokładamy coś od siebie.",
      },
    },
    "last-call": {
      cart: {
        subject: "{product}: ostatnia wiadomość",
        preheader: "Więcej nie napiszemy w sprawie tego koszyka.",
        title: "Ostatnia wiadomość o Twoim koszyku",
        body: "Więcej nie napiszemy w tej sprawie. Poniższy przycisk będzie działał jeszcze przez jakiś czas.",
      },
      checkout: {
        subject: "{product}: ostatnia wiadomość",
        preheader: "Więcej nie napiszemy w sprawie tego koszyka.",
        title: "Ostatnia wiadomość o Twoim koszyku",
        body: "Więcej nie napiszemy w tej sprawie. Zakupy możesz jeszcze dokończyć od tego samego miejsca.",
      },
    },
  },
  button: { cart: "Wróć do koszyka", checkout: "Dokończ zakupy" },
  offer: {
    subject: {
      percent: "{product}: rabat {value}",
      amount: "{product}: rabat {value}",
      "free-shipping": "{product}: dostawa gratis",
      gift: "{product}: prezent do zamówienia",
    },
    gives: {
      percent: "Rabat {value} na zamówienie",
      amount: "Rabat {value} na zamówienie",
      "free-shipping": "Dostawa gratis",
      gift: "Prezent do zamówienia",
    },
    code: "Twój kod",
    how: "Wpisz go przy składaniu zamówienia.",
    until: "Ważny do: {end}.",
    soon: "Ważny do: {end} (w chwili wysłania tej wiadomości: jeszcze {left}).",
    minutes: { one: "{count} minuta", few: "{count} minuty", many: "{count} minut", other: "{count} minuty" },
  },
  quantity: "Ilość: {quantity}",
  each: "{price} za sztukę",
  andMore: {
    one: "i jeszcze {count} produkt",
    few: "i jeszcze {count} produkty",
    many: "i jeszcze {count} produktów",
    other: "i jeszcze {count} produktu",
  },
  gone: "Obecnie niedostępne",
  partGone: "Części produktów już nie ma. Pozostałe są nadal w koszyku.",
  instead: "Może spodoba Ci się zamiast tego",
  delivery: "Dostawa",
  freeDelivery: "Gratis",
  total: "Razem",
  beforeDelivery: "bez dostawy",
  doubts: {
    delivery: { name: "Dostawa", link: "Więcej o dostawie" },
    returns: { name: "Zwroty", link: "Jak działają zwroty" },
    payment: { name: "Płatność", link: "Jak chronimy płatności" },
    support: { name: "Pomoc", link: "Napisz do nas" },
  },
  rated: "Opinie",
  rating: "{average} na 5, {reviews} w serwisie {source}",
  reviews: { one: "{count} opinia", few: "{count} opinie", many: "{count} opinii", other: "{count} opinii" },
  why: "Dostajesz tę wiadomość, bo podczas zakupów w sklepie {shop} podano ten adres.",
  notMe: "To nie ja",
  unsubscribe: "Wypisz się",
  privacy: "Prywatność",
};
