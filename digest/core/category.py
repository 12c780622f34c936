"""The categories of news: the seventeen top topics of the IPTC Media Topics, and their qcodes.

Source: IPTC NewsCodes, Media Topics, first level (https://iptc.org/standards/media-topics/). A newsroom may add
others, and change what readers call them (core/naming.py).
"""

GENERAL = "general"
"""The category of an article for which nothing better was found."""

QCODES = {
    "culture": "medtop:01000000",
    "justice": "medtop:02000000",
    "disaster": "medtop:03000000",
    "economy": "medtop:04000000",
    "education": "medtop:05000000",
    "environment": "medtop:06000000",
    "health": "medtop:07000000",
    "people": "medtop:08000000",
    "labour": "medtop:09000000",
    "lifestyle": "medtop:10000000",
    "politics": "medtop:11000000",
    "religion": "medtop:12000000",
    "science": "medtop:13000000",
    "society": "medtop:14000000",
    "sport": "medtop:15000000",
    "security": "medtop:16000000",
    "weather": "medtop:17000000",
}

CATEGORIES = (*QCODES, GENERAL)
"""Those that a newsroom begins with, in the order of the standard, the general one last."""

NAMES = {
    "fr": {
        "culture": "Culture",
        "justice": "Justice",
        "disaster": "Catastrophes",
        "economy": "Économie",
        "education": "Éducation",
        "environment": "Environnement",
        "health": "Santé",
        "people": "Gens",
        "labour": "Travail",
        "lifestyle": "Vie quotidienne",
        "politics": "Politique",
        "religion": "Religion",
        "science": "Sciences",
        "society": "Société",
        "sport": "Sport",
        "security": "Sécurité",
        "weather": "Météo",
        "general": "Actualité",
    },
    "en": {
        "culture": "Culture",
        "justice": "Justice",
        "disaster": "Disasters",
        "economy": "Economy",
        "education": "Education",
        "environment": "Environment",
        "health": "Health",
        "people": "People",
        "labour": "Work",
        "lifestyle": "Daily life",
        "politics": "Politics",
        "religion": "Religion",
        "science": "Science",
        "society": "Society",
        "sport": "Sport",
        "security": "Security",
        "weather": "Weather",
        "general": "News",
    },
    "ar": {
        "culture": "ثقافة",
        "justice": "قضاء",
        "disaster": "كوارث",
        "economy": "اقتصاد",
        "education": "تعليم",
        "environment": "بيئة",
        "health": "صحة",
        "people": "شخصيات",
        "labour": "عمل",
        "lifestyle": "حياة يومية",
        "politics": "سياسة",
        "religion": "دين",
        "science": "علوم",
        "society": "مجتمع",
        "sport": "رياضة",
        "security": "أمن",
        "weather": "طقس",
        "general": "أخبار",
    },
    "pt": {
        "culture": "Cultura",
        "justice": "Justiça",
        "disaster": "Catástrofes",
        "economy": "Economia",
        "education": "Educação",
        "environment": "Ambiente",
        "health": "Saúde",
        "people": "Gente",
        "labour": "Trabalho",
        "lifestyle": "Vida quotidiana",
        "politics": "Política",
        "religion": "Religião",
        "science": "Ciência",
        "society": "Sociedade",
        "sport": "Desporto",
        "security": "Segurança",
        "weather": "Meteorologia",
        "general": "Notícias",
    },
}


def category_name(category: str, language: str) -> str:
    """The category as we call it in `language`, one of NAMES."""
    return NAMES[language][category]
